import { unknownName } from '@kindling/core';
import { type Command, invocation, type Output, UsageError } from './cli/command.ts';
import { table } from './cli/help.ts';
import { doctor } from './commands/doctor.ts';
import { evaluate } from './commands/evaluate.ts';
import { predict } from './commands/predict.ts';
import { simd } from './commands/simd.ts';
import { summary } from './commands/summary.ts';
import { train } from './commands/train.ts';

const commands: Readonly<Record<string, Command>> = { train, evaluate, predict, summary, simd, doctor };

const help = `Kindling trains small neural networks on pictures.

Usage: ${invocation} COMMAND [flags]

Commands
${table(Object.entries(commands).map(([name, { about }]) => [name, about]))}

Examples
  npm start
      five thousand drawn shapes, ten epochs, about ten seconds
  ${invocation} train --data cifar10 --epochs 10
      the CIFAR-10 chapter
  ${invocation} predict runs/shapes-1 drawing.png
      what the network takes a picture of yours for

Every command explains itself: ${invocation} train --help`;

const asksForHelp = (argument: string): boolean => argument === '--help' || argument === '-h';

const dispatch = async (argv: readonly string[], output: Output): Promise<number> => {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || asksForHelp(name)) {
    const [topic] = name === 'help' ? rest : [];
    output.print(topic !== undefined && Object.hasOwn(commands, topic) ? commands[topic]!.help : help);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(unknownName('kindling', 'command', name, Object.keys(commands)).message);
  }
  if (rest.some(asksForHelp)) {
    output.print(command.help);
    return 0;
  }
  return command.run(rest, output);
};

/**
 * Runs what was typed.
 *
 * @returns the exit code: 0, 1 where something failed, 2 where what was typed does not fit, 130, 143 and
 * 129 after Ctrl-C, SIGTERM and SIGHUP
 */
export const app = async (argv: readonly string[], output: Output, errors: Output): Promise<number> => {
  try {
    return await dispatch(argv, output);
  } catch (error) {
    errors.print(error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? 2 : 1;
  }
};
