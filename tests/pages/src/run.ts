import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { onTestFinished, test, vi } from 'vitest';
import type { Program } from './collect.ts';

/** One test a program: it runs to its end on the cpu backend (or on what it chooses), in an empty folder, quietly. */
export const testRuns = (programs: readonly Program[]): void => {
  for (const { file, line, path, notRun } of programs) {
    if (notRun !== undefined) continue;
    test(`${file}:${line} runs`, async () => {
      const before = cwd();
      const folder = mkdtempSync(join(tmpdir(), 'kindling-docs-'));
      const said = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name).mockReturnValue());
      // What a program keeps for later is kept in its folder.
      for (const name of ['HOME', 'XDG_CACHE_HOME', 'LOCALAPPDATA']) vi.stubEnv(name, folder);
      onTestFinished(() => {
        vi.unstubAllEnvs();
        for (const spy of said) spy.mockRestore();
        chdir(before);
        rmSync(folder, { recursive: true, force: true });
      });
      chdir(folder);
      await setBackend('cpu');
      await import(/* @vite-ignore */ path);
    });
  }
};
