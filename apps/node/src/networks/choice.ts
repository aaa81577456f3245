import { chapter, type NetworkChoice } from '@kindling/app-common';
import { UsageError } from '../cli/command.ts';
import { written } from '../cli/flags.ts';

/**
 * A choice with its defaults filled in.
 *
 * @throws UsageError for hidden layers of a network that has its own
 */
export const resolved = (command: string, { model, hidden }: NetworkChoice): NetworkChoice => {
  if (model === 'mlp') return { model, hidden: hidden ?? chapter };
  if (hidden === undefined) return { model, hidden };
  throw new UsageError(
    `${command}: --hidden goes with --model mlp; the layers of ${model} are fixed, got --hidden ${written(hidden)}`,
  );
};
