// internal: where a fit begins

import { platform, type Session } from '@kindling/core';
import type { Dataset } from '@kindling/data';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { backendPrint, requireSame } from '../checkpoint/print.ts';
import type { Origin } from './origin.ts';
import type { Standing } from './standing.ts';

/** What this fit was asked for, and what it trains on. */
export interface Beginning {
  readonly initialEpoch: number | undefined;
  readonly stepsPerEpoch: number | undefined;
  readonly data: Origin;
  /** In a pass, where that is known. */
  readonly batches: number | undefined;
}

/**
 * Has a dataset give what comes behind the checkpoint.
 *
 * @throws Error for one that begins each pass at its start, where the checkpoint stands in the middle of one
 */
export const requireIterate = ({ pass, place }: Standing, { iterate }: Dataset<unknown>): void => {
  if (iterate !== undefined) return;
  if (place > 0)
    throw new Error(
      'fit: this dataset cannot begin in the middle of a pass, where the checkpoint stands; give it iterate({ pass, skip }), as dataset() does, or make checkpoints between epochs',
    );
  if (pass > 0)
    platform.warn(
      `fit: this dataset cannot be told that it goes on in pass ${pass}; one that orders its passes itself needs iterate({ pass, skip })`,
    );
};

const isEnd = (count: number | undefined): count is number => count !== undefined && Number.isFinite(count);

/**
 * The first epoch, behind the checkpoint.
 *
 * @throws Error where the epoch or the data are others than the checkpoint's
 */
export const beginBehind = ({ epoch, madeWith }: Checkpoint, { initialEpoch, data }: Beginning): number => {
  if (initialEpoch !== undefined && initialEpoch > epoch)
    throw new Error(`fit: the checkpoint stands in epoch ${epoch}, got initialEpoch ${initialEpoch}; leave it out`);
  requireSame('fit', madeWith, { data: data.print }, 'give fit the same data, options and batches');
  const backend = backendPrint();
  if (madeWith.backend !== backend)
    platform.warn(`fit: the checkpoint was made on ${madeWith.backend}; on ${backend} last bits can differ`);
  return epoch;
};

/** The first epoch, behind the fit before: on the same data in the same pass, else in the next. */
export const begin = (
  standing: Standing,
  session: Session<never, never, unknown>,
  { initialEpoch = 0, stepsPerEpoch, data, batches }: Beginning,
): number => {
  const before = standing.data;
  const { pass, place } = standing.begun ? standing.epochBegan : standing;
  const isSame = before === undefined || (before.source === data.source && before.print === data.print);
  Object.assign(standing, isSame ? { pass, place } : { pass: pass + (place > 0 ? 1 : 0), place: 0 });
  if (stepsPerEpoch === undefined && standing.pass < initialEpoch)
    Object.assign(standing, { pass: initialEpoch, place: 0 });
  const perEpoch = stepsPerEpoch ?? batches;
  // Weights that trained elsewhere: steps and data go on where those epochs ended.
  if (session.steps === 0 && initialEpoch > 0 && isEnd(perEpoch)) {
    const steps = initialEpoch * perEpoch;
    session.restore({ trees: session.trees, steps });
    if (stepsPerEpoch !== undefined && isEnd(batches) && batches > 0)
      Object.assign(standing, { pass: Math.floor(steps / batches), place: steps % batches });
  }
  Object.assign(standing, { epoch: initialEpoch, begun: false, batch: 0, stopped: false });
  return initialEpoch;
};
