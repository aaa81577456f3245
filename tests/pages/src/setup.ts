import type { TestProject } from 'vitest/node';
import { type Collected, collect } from './collect.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly collected: Collected;
  }
}

export default (project: TestProject): void => project.provide('collected', collect());
