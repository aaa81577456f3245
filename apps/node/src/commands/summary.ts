import { network } from '@kindling/app-common';
import { selectBackend } from '@kindling/backend';
import { dispose } from '@tensorflow/tfjs-core';
import { type Command, UsageError } from '../cli/command.ts';
import { parseFlags } from '../cli/flags.ts';
import { helpOf } from '../cli/help.ts';
import { resolved } from '../networks/choice.ts';
import { loadNetwork, openRun } from '../run/openRun.ts';
import { settingFlags } from '../run/settings.ts';

const flags = { model: settingFlags.model, hidden: settingFlags.hidden };

const summaryOfRun = async (path: string): Promise<string> => {
  const run = await openRun('summary', path);
  const backend = await selectBackend('cpu');
  const { model, weights } = await loadNetwork(run);
  dispose([weights.params, weights.state]);
  await backend.undo();
  return model.summary();
};

export const summary: Command = {
  about: 'the layers of a network, their shapes and parameters',
  help: helpOf({
    command: 'summary',
    positionals: '[RUN]',
    does: "Prints the layers of a run's network with their output shapes and parameters. Without a run: of the network that `train` would train.",
    flags,
    examples: [
      ['summary', "the chapter's network: 646,260 parameters"],
      ['summary --model cnn', "the book's convolutional one: 592,554 parameters"],
      ['summary --hidden 512,256,128', 'a larger one'],
      ['summary runs/shapes-1', 'that of a run'],
    ],
  }),
  run: async (argv, output) => {
    const { values, given, positionals } = parseFlags('summary', flags, argv);
    const [path, ...rest] = positionals;
    if (rest.length > 0 || (path !== undefined && given.size > 0)) {
      throw new UsageError('summary: give one run, or --model and --hidden, or none of them');
    }
    const fresh = (): string => network(resolved('summary', values), [32, 32, 3], 10).summary();
    output.print(path === undefined ? fresh() : await summaryOfRun(path));
    return 0;
  },
};
