import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';

const bootstrap = (...args: readonly string[]) =>
  spawnSync(execPath, [join(import.meta.dirname, 'bootstrap.mjs'), ...args], { encoding: 'utf8' });

test('a task that does not exist is refused, and those that do are named', () => {
  const { status, stderr } = bootstrap('strat');
  expect(status).toBe(1);
  expect(stderr).toBe('kindling: unknown task "strat"; known: start, web, test, check, watch, bench, tool\n');
});

test('a tool runs on a Node that the tools run on, and its exit code comes back', () => {
  expect(bootstrap('tool', 'node', '--eval', 'process.exit(7)').status).toBe(7);
});
