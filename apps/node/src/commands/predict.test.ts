import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memory } from '@tensorflow/tfjs-core';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder, tinyRun, type } from '../testing/session.ts';

let folder: string;
let [png, jpg, text] = ['', '', ''];
beforeAll(async () => {
  folder = await tinyRun();
  const files = await temporaryFolder();
  [png, jpg, text] = [join(files, 'a.png'), join(files, 'photo.jpg'), join(files, 'notes.png')];
  const picture = new PNG({ width: 50, height: 40 });
  picture.data.fill(200);
  await writeFile(png, PNG.sync.write(picture));
  await writeFile(jpg, jpeg.encode({ width: 64, height: 64, data: Buffer.alloc(64 * 64 * 4, 77) }, 90).data);
  await writeFile(text, 'not a picture');
});

test('every picture has a line with the likeliest classes and their probabilities', async () => {
  const { code, output } = await type('predict', folder, png, jpg, '--backend', 'cpu');
  expect(code).toBe(0);
  const lines = output.split('\n');
  expect(lines).toHaveLength(2);
  for (const [i, line] of lines.entries()) {
    expect(line.startsWith([png, jpg][i]!)).toBe(true);
    const probabilities = [...line.matchAll(/(\d+\.\d) % [a-z]+/g)].map(([, number]) => Number(number));
    expect(probabilities).toHaveLength(3);
    expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a));
  }
  expect(memory().numTensors).toBe(0);
});

test('all classes together are certain', async () => {
  const { output } = await type('predict', folder, png, '--top', '99', '--backend', 'cpu');
  const probabilities = [...output.matchAll(/(\d+\.\d) %/g)].map(([, number]) => Number(number));
  expect(probabilities).toHaveLength(10);
  expect(probabilities.reduce((sum, number) => sum + number, 0)).toBeCloseTo(100, 0);
});

test('a file that is not a picture is named, and the error says what to do', async () => {
  const { code, errors } = await type('predict', folder, png, text, '--backend', 'cpu');
  expect([code, errors]).toEqual([1, `predict: ${text}: neither PNG nor JPEG; save it as PNG or JPEG`]);
  expect(memory().numTensors).toBe(0);
});

test('a file that is not there is named', async () => {
  const { code, errors } = await type('predict', folder, 'nowhere.png', '--backend', 'cpu');
  expect([code, errors]).toEqual([1, expect.stringMatching(/^predict: nowhere\.png: ENOENT/)]);
});

test('a run and a picture are needed', async () => {
  const { code, errors } = await type('predict', folder);
  expect([code, errors]).toEqual([2, expect.stringContaining('give a run and at least one picture')]);
});
