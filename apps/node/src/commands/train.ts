import { existsSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { join } from '@kindling/distributed';
import { type Command, invocation, type Output, UsageError } from '../cli/command.ts';
import { type Parsed, parseFlags, shellLine } from '../cli/flags.ts';
import { helpOf, table } from '../cli/help.ts';
import { files } from '../run/files.ts';
import { locked } from '../run/lock.ts';
import { openRun } from '../run/openRun.ts';
import { planOf } from '../run/plan.ts';
import { scoreLine } from '../run/results.ts';
import { type TrainFlags, trainFlags } from '../run/settings.ts';
import { fromLeader, together } from '../run/together.ts';
import { type Outcome, trainRun } from '../run/trainRun.ts';

const left: readonly (readonly [file: string, what: string])[] = [
  [files.predictions, 'test pictures and what the network takes them for'],
  [files.loss, 'loss and accuracy by epoch'],
  [files.confusion, 'which classes it mistakes for which'],
  [files.weights, 'what the units of the first layer look for'],
  [files.report, 'precision and recall of every class'],
  [files.history, 'the numbers of every epoch'],
  [files.model, 'the network and its weights'],
  [files.record, 'all that is needed to repeat the run'],
];

const typed = (...argv: readonly string[]): string => `${invocation} ${shellLine(argv)}`;

const listing = (folder: string): string =>
  `Left in ${folder}\n${table(left.filter(([file]) => existsSync(pathOf(folder, file))))}`;

const next = (folder: string, epochs: number, data: string): string => {
  const more = String(epochs < 10 ? 10 : 2 * epochs);
  const rows = [
    [['predict', folder, 'picture.png'], 'asks the network about a picture of yours'],
    [['train', '--resume', folder, '--epochs', more], `goes on until it has ${more} epochs`],
    [['train', '--data', 'cifar10', '--epochs', '10'], 'real photographs: CIFAR-10, downloaded once (170 MB)'],
  ] as const;
  const lines = rows.slice(0, data === 'shapes' ? 3 : 2).map(([argv, what]) => `  ${typed(...argv)}\n      ${what}`);
  return `What to type next\n${lines.join('\n')}`;
};

/** What is said at the end, and the exit code. */
const farewell = ({ folder, status, epochs, results, exitCode = 1 }: Outcome, data: string, output: Output): number => {
  if (status === 'interrupted') {
    output.print(`\nStopped in epoch ${epochs + 1} and saved. ${listing(folder)}`);
    output.print(`\nTo go on, from the beginning of epoch ${epochs + 1} with the weights as they are:`);
    output.print(`  ${typed('train', '--resume', folder)}`);
    return exitCode;
  }
  if (results === undefined) {
    output.print(`\nThe loss is not a number any more: training has diverged. ${listing(folder)}`);
    output.print('\nTry a smaller --learning-rate.');
    return 1;
  }
  output.print(`\n${scoreLine(results)}\n\n${results.report}\n\n${listing(folder)}\n\n${next(folder, epochs, data)}`);
  return 0;
};

const read = (argv: readonly string[]): Parsed<TrainFlags> => {
  const parsed = parseFlags('train', trainFlags, argv);
  const [stray] = parsed.positionals;
  if (stray === undefined) return parsed;
  throw new UsageError(
    `train: ${JSON.stringify(stray)} is not a flag; for data of your own type --data ${shellLine([stray])}`,
  );
};

/** Does work that the folder of a run to go on with is locked for. */
const holding = async <T>(resume: string | undefined, work: () => Promise<T>): Promise<T> => {
  if (resume === undefined) return work();
  const { folder } = await openRun('train', resume);
  return locked(folder, work);
};

export const train: Command = {
  about: 'trains a network on pictures, and leaves a folder with all that came of it',
  help: helpOf({
    command: 'train',
    does: `Trains a network to tell pictures apart, on pixels scaled to 0..1, with categorical cross-entropy and Adam. It is one of dense layers with relu (mlp), or one of convolutions with batch normalization (cnn); both end in a softmax over the classes.
Leaves a folder with the network, its history, a report, pictures, and run.json, which says how to repeat the run. The folder is saved after every epoch. Ctrl-C finishes the step, saves, and says how to go on; a second Ctrl-C quits at once. SIGTERM, and SIGHUP of a terminal that closes, save too. While a run is trained its folder is locked: another process that wants it is refused.
Started by mpirun or srun, all processes train one network together, each with its shards of every batch; the first of them prints and writes. A signal to one of them ends all after the same step, saved, with exit code 143.`,
    flags: trainFlags,
    examples: [
      ['train', 'five thousand drawn shapes, ten epochs, about ten seconds'],
      ['train --data cifar10 --epochs 10', 'sixty thousand photographs; downloads them (170 MB) the first time'],
      ['train --data cifar10 --model cnn --epochs 10', 'the same with convolutions: slower, and better'],
      ['train --hidden none --learning-rate 0.001', 'how far does a network without hidden layers get?'],
      ['train --resume runs/shapes-1 --epochs 10', 'goes on with a run until it has ten epochs'],
    ],
  }),
  run: async (argv, output) => {
    const world = await join();
    return together(world, output, async (own) => {
      const work = async (): Promise<number> => {
        const plan = await fromLeader(world, () => planOf(read(argv), world.size));
        return farewell(await trainRun(plan, own, world), plan.settings.data, own);
      };
      // Locked before the plan is made: what another process has saved until now belongs to it.
      return world.leads ? holding(read(argv).values.resume, work) : work();
    });
  },
};
