import type { Engine } from '@kindling/core';
import { explain, jit } from '@kindling/jit';
import { compile, eager } from '@kindling/train';
import { argMax, cast, clone, dispose, oneHot, type Rank, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { digest } from './digest.ts';
import { some } from './numbers.ts';
import { network } from './training.ts';

/** The bits that a trainer comes to on each engine, and what has become of the functions of the one that compiles. */
export interface Engines {
  readonly eager: string;
  readonly jit: string;
  /** `step {...}: compiled`, or why not. */
  readonly plans: readonly string[];
}

/** Losses, logs, predictions and weights of a few epochs of two batches, of which the last is smaller. */
const run = async (engine: Engine) => {
  const x = some<Rank.R4>([52, 12, 12, 3], 7);
  const y = tidy(() => cast(oneHot(argMax(some<Rank.R2>([52, 4], 9), 1), 4), 'float32'));
  const options = { optimizer: 'adam', loss: 'categoricalCrossentropy', metrics: ['accuracy'], seed: 8 } as const;
  const trainer = compile(network(), { ...options, engine });
  const logs: unknown[] = [];
  const numbers: Tensor[] = [];
  for (let epoch = 0; epoch < 5; epoch++) {
    logs.push(await trainer.fit({ x, y }, { epochs: 1, batchSize: 32 }), await trainer.evaluate({ x, y }));
    numbers.push(await trainer.predict(x));
  }
  const { params, state } = trainer.weights;
  numbers.push(...[...Object.values(params), ...Object.values(state)].map((tensor) => clone(tensor)));
  const bits = `${await digest(numbers)} ${JSON.stringify(logs)}`;
  return {
    bits,
    trainer,
    end: () => {
      trainer.dispose();
      dispose([x, y]);
    },
  };
};

/** One after the other, on the backend in use. */
export const engines = async (): Promise<Engines> => {
  const reference = await run(eager());
  reference.end();
  const compiled = await run(jit());
  const plans = explain(compiled.trainer).map(({ name, state, reason }) => `${name}: ${reason ?? state}`);
  compiled.end();
  return { eager: reference.bits, jit: compiled.bits, plans };
};
