import { unknownName } from '@kindling/core';
import { glorotNormal } from './glorotNormal.ts';
import { glorotUniform } from './glorotUniform.ts';
import { heNormal } from './heNormal.ts';
import { heUniform } from './heUniform.ts';
import type { Initializer, InitializerFactory, InitializerName } from './initializer.ts';
import { ones } from './ones.ts';
import { zeros } from './zeros.ts';

const named: Readonly<Record<InitializerName, InitializerFactory>> = {
  zeros,
  ones,
  glorotUniform,
  glorotNormal,
  heUniform,
  heNormal,
};

/** The initializer that was given, or that has the given name; `owner` is the layer that asks. */
export const resolveInitializer = (owner: string, given: InitializerName | Initializer): Initializer => {
  if (typeof given === 'object' && given !== null && typeof given.values === 'function') return given;
  if (typeof given === 'string' && Object.hasOwn(named, given)) return named[given as InitializerName]();
  throw unknownName(owner, 'initializer', given, Object.keys(named));
};
