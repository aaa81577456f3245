import { browserPlace } from '@kindling/train';
import { decodeProject, encodeProject, type Project } from './project.ts';

const place = browserPlace('web-demo');

/** Keeps a run for the next visit, whole or not at all. Gives the sentence that says why it could not. */
export const keepRun = async (project: Project): Promise<string | undefined> => {
  const bytes = await encodeProject(project);
  await place.write(bytes);
  return undefined;
};

/** The run of the last visit; or the sentence that says why there is none, where there was something. */
export const keptRun = async (): Promise<{
  readonly project?: Project | undefined;
  readonly sentence?: string | undefined;
}> => {
  const [latest] = await place.read();
  return latest === undefined ? {} : { project: await decodeProject(latest) };
};

export const forgetRun = (): Promise<void> => place.remove();

/** Bytes that this site keeps here. */
export const sizes = async (): Promise<{ readonly run: number; readonly cifar10: number }> => {
  const kept = await place.read();
  return { run: kept.reduce((sum, { length }) => sum + length, 0), cifar10: 0 };
};

export const forget = async (what: 'run' | 'cifar10' | 'everything'): Promise<void> => {
  if (what !== 'cifar10') await forgetRun();
};
