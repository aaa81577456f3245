import type { TestProject } from 'vitest/node';
import { buildSite } from './site.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built demo. */
    readonly site: string;
  }
}

export default async (project: TestProject): Promise<() => void> => {
  const { folder, remove } = await buildSite();
  project.provide('site', folder);
  return remove;
};
