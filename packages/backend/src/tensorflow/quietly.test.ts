import { writeSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { quietly } from './quietly.ts';
import { warningsIn } from './warningsIn.ts';

const absl = 'W0000 00:00:1795979129.47 13675 gpu_device.cc:2344] Cannot dlopen some GPU libraries.\n';
const older = "2026-11-29 19:00:00.12: W tensorflow/dso_loader.cc:64] Could not load 'libcudart.so.11.0'\n";

test('warnings are told from notes, in both ways that TensorFlow writes them', () => {
  const note =
    'WARNING: All log messages before ...\nI0000 00:00:1.5 7 port.cc:153] oneDNN custom operations are on.\n';
  expect(warningsIn(note)).toBe('');
  expect(warningsIn(note + absl + older)).toBe("Cannot dlopen some GPU libraries. Could not load 'libcudart.so.11.0'");
});

describe.skipIf(process.platform === 'win32')('quietly', () => {
  test('gives what was written to the standard error meanwhile', () => {
    expect(quietly(() => writeSync(2, absl))).toEqual({ result: absl.length, said: absl });
  });

  test('adds the warnings to what is thrown, and puts the standard error back', () => {
    const fail = () =>
      quietly(() => {
        writeSync(2, absl);
        throw new Error('no context');
      });
    expect(fail).toThrow('no context; it said: Cannot dlopen some GPU libraries.');
    expect(quietly(() => 1).said).toBe('');
  });
});
