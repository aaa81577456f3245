import type { Cifar10Progress } from '@kindling/data';
import type { Output } from '../cli/command.ts';
import { heading } from '../cli/say.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;

/** Tells of a download once, with what else could be done, and of how far download and reading have come. */
export const showProgress = (output: Output): ((progress: Cifar10Progress) => void) => {
  let announced = false;
  let last = '';
  return ({ stage, loaded, total }) => {
    if (stage === 'download' && !announced) {
      announced = true;
      const text = 'downloading CIFAR-10, once: the official server may take an hour. With a copy at hand: --data PATH';
      output.print(heading('Data', text));
    }
    const far =
      total === undefined ? megabytes(loaded) : `${Math.floor((100 * loaded) / total)} % of ${megabytes(total)}`;
    const text = heading('Data', `${stage === 'download' ? 'downloading' : 'reading'} CIFAR-10: ${far}`);
    if (text !== last) output.status(text);
    last = text;
  };
};
