import { UsageError } from '../cli/command.ts';
import { type Parsed, spell } from '../cli/flags.ts';
import { resolved } from '../networks/choice.ts';
import { requireNoRun } from './files.ts';
import { openRun, type Run } from './openRun.ts';
import { requireWritable } from './place.ts';
import type { Settings, TrainFlags } from './settings.ts';
import { requireShards } from './shards.ts';

/** A run to be trained: a new one, or an old one to go on with. */
export interface Plan {
  readonly settings: Settings;
  readonly old: Run | undefined;
  /** Where a new run goes, if that was said. */
  readonly out: string | undefined;
}

/** What may be said beside `--resume`. */
const changeable: readonly string[] = ['resume', 'epochs', 'backend'];

const goOn = async ({ values, given }: Parsed<TrainFlags>, path: string, processes: number): Promise<Plan> => {
  const fixed = [...given].find((name) => !changeable.includes(name));
  if (fixed !== undefined) {
    throw new UsageError(
      `train: ${spell(fixed)} stays as the run has it; with --resume only --epochs and --device may change`,
    );
  }
  const old = await openRun('train', path);
  const { history, status, settings } = old.record;
  if (status === 'diverged') {
    throw new UsageError(`train: ${path} has diverged, and can't go on; train anew with a smaller --learning-rate`);
  }
  const epochs = given.has('epochs') ? values.epochs : settings.epochs;
  // One that broke off after its last epoch has its results to come.
  if (epochs < history.length || (status === 'finished' && epochs === history.length)) {
    const remedy = `to go on, raise them: --epochs ${history.length * 2}`;
    throw new UsageError(`train: ${path} has run ${history.length} of ${epochs} epochs; ${remedy}`);
  }
  requireShards(settings, processes);
  const backend = given.has('backend') ? values.backend : settings.backend;
  return { settings: { ...settings, epochs, backend }, old, out: undefined };
};

/** @param processes how many train together */
export const planOf = async (parsed: Parsed<TrainFlags>, processes = 1): Promise<Plan> => {
  const { out, resume, ...settings } = parsed.values;
  if (resume !== undefined) return goOn(parsed, resume, processes);
  const choice = resolved('train', settings);
  const shards = requireShards(
    { ...settings, shards: settings.shards ?? (processes > 1 ? processes : undefined) },
    processes,
  );
  await requireWritable(out ?? 'runs');
  if (out !== undefined) await requireNoRun(out);
  return { settings: { ...settings, ...choice, shards }, old: undefined, out };
};
