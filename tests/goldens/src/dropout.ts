import { dropout, input, random, sequential } from '@kindling/models';
import { ones } from '@tensorflow/tfjs-core';
import { readNumbers } from './golden.ts';

/** What dropout makes of ones: the value of what it keeps, and the share that it drops. */
export interface DropoutCase {
  readonly rate: number;
  readonly kept: number;
  readonly dropped: number;
}

export const dropoutCases = readNumbers<{ dropout: DropoutCase[] }>('initializers').dropout;

/** The same of ours, over as many draws. */
export const dropoutOf = async (rate: number): Promise<DropoutCase> => {
  const model = sequential([input({ shape: [300] }), dropout({ rate })]);
  const { y } = model.apply(model.init({ seed: 1 }), ones([400, 300]), { training: true, random: random(1) });
  const values = await y.data();
  return {
    rate,
    kept: Math.max(...new Set(values)),
    dropped: values.filter((value) => value === 0).length / values.length,
  };
};
