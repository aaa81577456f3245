import { adam, compile } from '@kindling/train';
import { dispose } from '@tensorflow/tfjs-core';
import { type Command, UsageError } from '../cli/command.ts';
import { count, parseFlags, text } from '../cli/flags.ts';
import { helpOf } from '../cli/help.ts';
import { dataLine } from '../cli/say.ts';
import { openData } from '../data/openData.ts';
import { loadNetwork, openRun } from '../run/openRun.ts';
import { judge, scoreLine } from '../run/results.ts';
import { settingFlags } from '../run/settings.ts';
import { startBackend } from '../run/startBackend.ts';

const flags = {
  data: text({
    ...settingFlags.data,
    help: `other pictures than the run's own: ${settingFlags.data.help}`,
    fallback: undefined,
  }),
  test: count({ ...settingFlags.test, fallback: undefined }),
  batch: count({ ...settingFlags.batch, fallback: 256 }),
  backend: settingFlags.backend,
};

export const evaluate: Command = {
  about: 'how well a trained network does on the test pictures, class by class',
  help: helpOf({
    command: 'evaluate',
    positionals: 'RUN',
    does: 'Loads the network of a run and prints its loss and accuracy on the test pictures, with precision, recall and f1 of every class. RUN is the folder that `train` left.',
    flags,
    examples: [
      ['evaluate runs/shapes-1', 'on the test pictures it was trained beside'],
      ['evaluate runs/cifar10-1 --test 1000', 'on the first thousand of them'],
    ],
  }),
  run: async (argv, output) => {
    const { values, positionals } = parseFlags('evaluate', flags, argv);
    const [path, ...rest] = positionals;
    if (path === undefined || rest.length > 0) {
      throw new UsageError(`evaluate: give one run, as in evaluate runs/shapes-1, got ${positionals.length}`);
    }
    const run = await openRun('evaluate', path);
    const choice = {
      data: values.data ?? run.record.settings.data,
      train: undefined,
      test: values.test ?? run.record.settings.test,
    };
    const data = await openData(choice, output);
    const { classNames } = run.record;
    if (data.classNames.join() !== classNames.join()) {
      throw new UsageError(
        `evaluate: ${path} tells ${classNames.join(', ')} apart; --data has ${data.classNames.join(', ')}`,
      );
    }
    output.print(dataLine(choice.data, data));
    const { backend } = await startBackend(values.backend, output);
    const { model, weights } = await loadNetwork(run);
    const trainer = compile(model, {
      optimizer: adam(),
      loss: 'categoricalCrossentropy',
      metrics: ['accuracy'],
      weights,
    });
    try {
      const results = await judge(trainer, data.test, classNames, values.batch);
      if (results === undefined)
        throw new Error(`evaluate: the loss of ${path} is not a number; its training has diverged`);
      output.print(`\n${scoreLine(results)}\n\n${results.report}`);
      return 0;
    } finally {
      trainer.dispose();
      dispose([weights.params, weights.state]);
      await backend.undo();
    }
  },
};
