import { explain, jit } from '@kindling/jit';
import { dense, input, sequential } from '@kindling/models';
import { type Installed, install } from '@kindling/wasm';
import { dispose, zeros } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../trainer/compile.ts';

/** The network of the chapter, 3072-200-150-10, at batch 32: by hand. */
const [rows, pixels, first, second, classes] = [32, 3072, 200, 150, 10];
const parameters = (pixels + 1) * first + (first + 1) * second + (second + 1) * classes;
const product = (m: number, n: number, k: number) => 2 * m * n * k;
const bytes = (...counts: readonly number[]) => 4 * counts.reduce((sum, count) => sum + count, 0);

describe.each([1, 2])('the step of the chapter’s network on %i threads', (threads) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install({ threads });
  });
  afterAll(() => installed.undo());

  test('has the FLOPs and bytes that it has by hand', async () => {
    const net = sequential([
      input({ shape: [pixels] }),
      dense({ units: first, activation: 'relu' }),
      dense({ units: second, activation: 'relu' }),
      dense({ units: classes, activation: 'softmax' }),
    ]);
    const trainer = compile(net, { optimizer: 'adam', loss: 'categoricalCrossentropy', seed: 1, engine: jit() });
    const batch = { x: zeros([rows, pixels]), y: zeros([rows, classes]) };
    for (let step = 0; step < 4; step++) await trainer.trainOnBatch(batch);
    const [plan] = explain(trainer);
    trainer.dispose();
    dispose([batch.x, batch.y]);

    expect(plan).toMatchObject({ state: 'compiled', untold: 0 });
    const launches = plan!.phases.flatMap(({ launches }) => launches);
    const found = (name: string) =>
      launches
        .filter((launch) => launch.name.startsWith(name) && launch.name.includes('gemm'))
        .map(({ flops, bytesRead, bytesWritten, tensors }) => ({ flops, bytesRead, bytesWritten, tensors }))
        .sort((a, b) => b.flops! - a.flops!);

    expect(found('_FusedMatMul')).toEqual([
      {
        // k is cut into 8 parts; the launch after it adds them up, and the bias.
        flops: product(rows, first, pixels),
        bytesRead: bytes(rows * pixels, pixels * first),
        bytesWritten: bytes(8 * rows * first),
        tensors: ['dense/kernel'],
      },
      {
        flops: product(rows, second, first) + rows * second,
        bytesRead: bytes(rows * first, first * second, second),
        bytesWritten: bytes(rows * second),
        tensors: ['dense_1/kernel', 'dense_1/bias'],
      },
      {
        flops: product(rows, classes, second) + rows * classes,
        bytesRead: bytes(rows * second, second * classes, classes),
        bytesWritten: bytes(rows * classes),
        tensors: ['dense_2/kernel', 'dense_2/bias'],
      },
    ]);
    // To the weights of each layer, and to the input of all but the first.
    expect(found('BatchMatMul').map(({ flops }) => flops)).toEqual([
      product(rows, first, pixels),
      ...[product(rows, second, first), product(rows, second, first)],
      ...[product(rows, classes, second), product(rows, classes, second)],
    ]);
    const products =
      2 * product(rows, first, pixels) + 3 * (product(rows, second, first) + product(rows, classes, second));
    expect(products).toBe(84_691_200);

    // Adam: of each parameter 12 operations; p, its gradient, m and v are read, p, m and v written.
    const [adam] = launches.filter(({ name }) => name === 'KindlingAdam');
    expect(adam).toMatchObject({
      flops: 12 * parameters,
      bytesRead: bytes(4 * parameters),
      bytesWritten: bytes(3 * parameters),
    });
    expect(adam!.tensors).toHaveLength(3 * 6);

    // All else is a hundredth.
    expect(plan!.flops).toBeGreaterThan(products + 12 * parameters);
    expect(plan!.flops).toBeLessThan(1.01 * (products + 12 * parameters));
    const sum = (of: 'flops' | 'bytesRead' | 'bytesWritten') => launches.reduce((sum, launch) => sum + launch[of]!, 0);
    expect([plan!.flops, plan!.bytesRead, plan!.bytesWritten]).toEqual([
      sum('flops'),
      sum('bytesRead'),
      sum('bytesWritten'),
    ]);
    expect(plan!.phases.length).toBe(threads === 1 ? 1 : 8);
  });
});
