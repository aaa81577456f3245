import { batchNormalization, dense, dropout, input, sequential } from '@kindling/models';
import { backup, browserPlace, compile, latestBackup } from '@kindling/train';
import { install } from '@kindling/wasm';
import type { Rank, Tensor } from '@tensorflow/tfjs-core';
import { digest } from './digest.ts';
import { some } from './numbers.ts';

/** A run in one go; one that ends in the middle of an epoch; and that one taken up again. */
export type Sitting = 'whole' | 'broken' | 'resumed';

/** Where it began, and the digest of its weights. */
export const going = async (sitting: Sitting): Promise<{ readonly from: number; readonly weights: string }> => {
  const { undo } = await install({ threads: 1 });
  const place = browserPlace('going');
  const checkpoint = sitting === 'resumed' ? await latestBackup(place) : undefined;
  const net = sequential([
    input({ shape: [4] }),
    dense({ units: 8, activation: 'relu' }),
    batchNormalization(),
    dropout({ rate: 0.3 }),
    dense({ units: 1 }),
  ]);
  const options = { optimizer: 'adam', loss: 'mse' } as const;
  const trainer = compile(net, checkpoint === undefined ? { ...options, seed: 1 } : { ...options, checkpoint });
  const control = new AbortController();
  const [x, y] = [some<Rank.R2>([20, 4], 1), some<Rank.R2>([20, 1], 2)];
  const fit = trainer.fit(
    { x, y },
    {
      epochs: 4,
      batchSize: 4,
      callbacks: [
        backup({ place, every: { steps: 3 }, removeWhenDone: true }),
        {
          onBatchEnd: ({ epoch, batch }) =>
            void (sitting === 'broken' && epoch === 2 && batch === 3 && control.abort()),
        },
      ],
      signal: control.signal,
    },
  );
  if (sitting === 'broken') await fit.catch(() => undefined);
  else await fit;
  const { params, state } = trainer.weights;
  const weights = await digest([...Object.values(params), ...Object.values(state)] as Tensor[]);
  trainer.dispose();
  await undo();
  return { from: checkpoint?.step ?? 0, weights };
};
