import type { Selected } from '@kindling/backend';
import type { Labelled } from '@kindling/data';
import type { WideVerdict } from '@kindling/wasm/node';
import { wrap } from './help.ts';

/** A heading at the left, what it is about beside it. */
export const heading = (name: string, text: string): string => `${name.padEnd(9)}${wrap(text, 9)}`;

const number = (value: number): string => value.toLocaleString('en-US');

export const dataLine = (name: string, { train, test, classNames }: Labelled): string =>
  heading(
    'Data',
    `${name}: ${number(train.x.shape[0])} pictures to train on, ${number(test.x.shape[0])} to test with, ${classNames.length} classes`,
  );

export const backendLine = ({ name, device, reason, lacks }: Selected): string =>
  [heading('Backend', `${name} on ${device}: ${reason}`), ...lacks.map((lack) => heading('', lack))].join('\n');

export const simdLine = ({ wide, reason }: WideVerdict): string =>
  heading('SIMD', wide ? 'vectors of 256 bits, checked on this machine' : `vectors of 128 bits: ${reason}`);
