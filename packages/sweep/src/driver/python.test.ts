import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pythonWithRay } from './python.ts';

/** A Python that says so of its Ray. */
const saying = (answer: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-python-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'python3');
  writeFileSync(path, `#!/bin/sh\necho '${answer}'\n`);
  chmodSync(path, 0o755);
  return path;
};

test('a Python whose Ray asks for tokens is taken', () => {
  for (const version of ['2.52.0', '2.58.0', '3.0.0']) {
    const python = saying(version);
    expect(pythonWithRay({ KINDLING_PYTHON: python })).toBe(python);
  }
});

test.each([
  ['2.51.1', 'has Ray 2.51.1, which cannot ask for a token; Ray 2.52 can'],
  ['1.99.0', 'has Ray 1.99.0, which cannot ask'],
  ['ray,pandas', 'lacks ray, pandas of ray[tune]; make one, and name it:'],
])('one that has %s is refused with the remedy', (answer, message) => {
  expect(() => pythonWithRay({ KINDLING_PYTHON: saying(answer) })).toThrow(message);
});

test('one that is not there is refused with the remedy', () => {
  const ask = () => pythonWithRay({ KINDLING_PYTHON: '/nowhere/python3' });
  expect(ask).toThrow('there is no Python that starts as /nowhere/python3; make one');
  expect(ask).toThrow("pip install 'ray[tune]'");
});
