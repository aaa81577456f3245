import { inspect, isDeepStrictEqual } from 'node:util';
import { batch, fromArrays, pipe } from '@kindling/data';
import { type Checkpoint, compile, decodeCheckpoint, earlyStopping, encodeCheckpoint } from '@kindling/train';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, type Outcome, Wrong } from '../kind.ts';
import { mutatedJson } from '../mutatedJson.ts';
import { line } from '../networks.ts';

/** What a checkpoint says, with what may be left out, and its model as JSON. */
const told = ({
  model,
  madeWith,
  learningRate,
  callbacks,
  ...rest
}: Checkpoint): Readonly<Record<string, unknown>> => ({
  ...rest,
  learningRate,
  model: JSON.parse(JSON.stringify(model)),
  madeWith: { ...madeWith, data: madeWith.data },
  callbacks: callbacks.map(({ kept, ...callback }) => ({ ...callback, kept })),
});

const settings = { optimizer: 'adam', loss: 'mse', metrics: ['mae'], seed: 1 } as const;

const trained = async () => {
  const trainer = compile(line, settings);
  const rows = {
    x: [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ],
    y: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  };
  await trainer.fit(pipe(fromArrays(rows), batch(2)), {
    epochs: 2,
    callbacks: [earlyStopping({ monitor: 'loss', patience: 3, restoreBestWeights: true })],
  });
  const checkpoint = await trainer.checkpoint();
  trainer.dispose();
  return { checkpoint, bytes: await encodeCheckpoint(checkpoint) };
};
let made: ReturnType<typeof trained> | undefined;

/** A file: refused, or what was written. */
const fileOnce = async (draw: Draw, checkpoint: Checkpoint, bytes: Uint8Array): Promise<Outcome> => {
  const file = draw.chance(0.1) ? bytes : draw.mutated(bytes);
  const answer = await answerOf(() => decodeCheckpoint(file), { about: 'decodeCheckpoint' });
  if ('error' in answer) return 'refused';
  if (!isDeepStrictEqual(answer.value, checkpoint)) throw new Wrong('decodeCheckpoint gives what was not written');
  return 'accepted';
};

/** A structure: refused, or kept as it is by a file. */
const structureOnce = async (draw: Draw, checkpoint: Checkpoint): Promise<Outcome> => {
  const given = mutatedJson(draw, checkpoint);
  const written = await answerOf(() => encodeCheckpoint(given), { about: 'encodeCheckpoint' });
  if ('error' in written) return 'refused';
  const read = await answerOf(() => decodeCheckpoint(written.value), { about: 'decodeCheckpoint of what was encoded' });
  if ('error' in read) throw new Wrong(`encodeCheckpoint wrote what is refused: ${read.error.message}`);
  const [before, after] = [told(given), told(read.value)];
  const others = Object.keys(before).filter((key) => !isDeepStrictEqual(after[key], before[key]));
  if (others.length > 0) {
    const changes = others.map(
      (key) => `${key}: ${inspect(before[key], { depth: 9 })} became ${inspect(after[key], { depth: 9 })}`,
    );
    throw new Wrong(`a file gives another checkpoint than it was given; ${changes.join(', ')}`);
  }
  return 'accepted';
};

/** A run that goes on from it: refused, or a trainer that takes a step. */
const goOnOnce = async (draw: Draw, checkpoint: Checkpoint): Promise<Outcome> => {
  const given = mutatedJson(draw, checkpoint);
  const answer = await answerOf(() => compile(line, { ...settings, checkpoint: given }), { about: 'compile' });
  if ('error' in answer) return 'refused';
  try {
    const again = await answerOf(() => answer.value.checkpoint(), { about: 'checkpoint of a run that goes on' });
    if ('error' in again) throw new Wrong(`a run that goes on gives no checkpoint: ${again.error.message}`);
  } finally {
    answer.value.dispose();
  }
  return 'accepted';
};

/** Checkpoints of a run, as files and as they stand in memory. */
export const checkpoints: Kind = {
  name: 'checkpoints',
  once: async (draw) => {
    made ??= trained();
    const { checkpoint, bytes } = await made;
    return draw.pick([fileOnce, structureOnce, goOnOnce])(draw, checkpoint, bytes);
  },
};
