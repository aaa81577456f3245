import '@tensorflow/tfjs-backend-cpu';
import { random } from '@kindling/core';
import { expect, test } from 'vitest';
import type { InitializerName } from './initializer.ts';
import { resolveInitializer } from './resolve.ts';
import { zeros } from './zeros.ts';

test('every name gives the initializer of that kind', () => {
  const names = ['zeros', 'ones', 'glorotUniform', 'glorotNormal', 'heUniform', 'heNormal'] as const;
  for (const name of names) expect(resolveInitializer('dense', name)).toMatchObject({ kind: name, config: {} });
});

test('an initializer is taken as it is', () => {
  const own = { kind: 'own', config: {}, values: zeros().values };
  expect(resolveInitializer('dense', own)).toBe(own);
  expect(resolveInitializer('dense', own).values([2], random(0)).shape).toEqual([2]);
});

test('an unknown name, and a factory that was not called, are refused with what is known', () => {
  const wrong = (given: unknown) => () => resolveInitializer('dense', given as InitializerName);
  expect(wrong('glorot_unifrom')).toThrow('dense: unknown initializer "glorot_unifrom"; did you mean "glorotUniform"?');
  expect(wrong('constructor')).toThrow('dense: unknown initializer "constructor". Known: zeros, ones');
  expect(wrong(zeros)).toThrow('dense: unknown initializer function');
  expect(wrong(null)).toThrow('dense: unknown initializer null');
});
