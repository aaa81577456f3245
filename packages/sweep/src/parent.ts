// internal: a program that ends with whoever started it
import { Socket } from 'node:net';
import { stopped } from './stop.ts';

/** The launchers' names for a process's number among those of its run. */
const ranks = ['OMPI_COMM_WORLD_RANK', 'PMIX_RANK', 'PMI_RANK'] as const;

/** The first of a run has the parent's standard input; that of the others is empty from the start. */
const isFirst = (): boolean => ranks.every((name) => Number(process.env[name] ?? 0) === 0);

/** Where the environment says KINDLING_PARENT=stdin, ends this process when its standard input closes. */
export const tieToParent = (): void => {
  if (process.env.KINDLING_PARENT !== 'stdin' || !isFirst()) return;
  const end = (): never => process.exit(stopped);
  const { stdin } = process;
  stdin.on('end', end).on('close', end).on('error', end).resume();
  // To look does not keep a process alive whose work is done.
  if (stdin instanceof Socket) stdin.unref();
};
