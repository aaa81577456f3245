// Whether V8's wide vectors compute what its usual ones do, on networks like those that are trained here.

import { network } from '@kindling/app-common';
import { dense, flatten, input, sequential } from '@kindling/models';
import { compile } from '@kindling/train';
import { install } from '@kindling/wasm';
import { dispose, tensor } from '@tensorflow/tfjs-core';

/** What was found out: whether to use them, or why not. */
export interface Verdict {
  readonly wide: boolean;
  readonly reason: string | undefined;
}

const pictures = [20, 8, 8, 3];

const networks = () => [
  network({ model: 'cnn', hidden: undefined }, pictures.slice(1), 10),
  sequential([
    input({ shape: pictures.slice(1) }),
    flatten(),
    dense({ units: 33, activation: 'relu' }),
    dense({ units: 10, activation: 'softmax' }),
  ]),
];

/** The weights' bits after three steps of each network. */
const trained = async (): Promise<readonly Int32Array[]> => {
  const size = pictures.reduce((product, length) => product * length);
  const x = tensor(
    Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 256) / 255),
    pictures,
  );
  const y = tensor(
    Float32Array.from({ length: 200 }, (_, i) => (i % 10 === Math.floor(i / 10) % 10 ? 1 : 0)),
    [20, 10],
  );
  const bits: Int32Array[] = [];
  for (const model of networks()) {
    const trainer = compile(model, {
      optimizer: 'adam',
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
      seed: 1,
    });
    for (let step = 0; step < 3; step++) await trainer.trainOnBatch({ x, y });
    for (const weights of Object.values(trainer.weights.params)) {
      bits.push(new Int32Array((await weights.data<'float32'>()).slice().buffer));
    }
    trainer.dispose();
  }
  dispose([x, y]);
  return bits;
};

/** Trains with both, and compares bit by bit. V8 may end the process on the way: have it run in one of its own. */
export const compareWide = async (): Promise<Verdict> => {
  const usual = await install({ threads: 1 });
  const expected = await trained();
  await usual.undo();
  const wide = await install({ threads: 1, wideSimd: true });
  try {
    if (wide.narrower !== undefined) return { wide: false, reason: wide.narrower };
    const got = await trained();
    const isSame = got.every((numbers, i) => numbers.every((number, k) => number === expected[i]![k]));
    return isSame
      ? { wide: true, reason: undefined }
      : { wide: false, reason: 'training comes out differently with it' };
  } finally {
    await wide.undo();
  }
};
