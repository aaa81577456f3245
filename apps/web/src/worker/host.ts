import type { Spec } from '@kindling/app-common';
import type { ImportOptions, Loaded, ReadOptions } from './dataset.ts';
import type { Chosen } from './device.ts';
import type { Project } from './project.ts';
import type { FromWorker, Questions, Wish } from './protocol.ts';

/** What a session has from the worker around it, and from a test in its place. */
export interface SessionHost {
  send(message: FromWorker, transfer?: Transferable[]): void;
  choose(wish: Wish): Promise<Chosen>;
  openData(spec: Spec, options?: ReadOptions): Promise<Loaded>;
  importCifar10(from: Blob | string, options: ImportOptions): Promise<void>;
  /** Gives the sentence that says why it could not. */
  keepRun(project: Project): Promise<string | undefined>;
  keptRun(): Promise<{ readonly project?: Project | undefined; readonly sentence?: string | undefined }>;
  sizes(): Promise<Questions['sizes']['answer']>;
  forget(what: Questions['forget']['ask']['what']): Promise<void>;
}
