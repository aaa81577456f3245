import { bookSpec } from '@kindling/app-common';
import { expect, test } from 'vitest';
import type { Loaded } from './dataset.ts';
import { openTold } from './openTold.ts';
import type { Event } from './protocol.ts';

const progress = { stage: 'read', loaded: 3, total: 9, bytesPerSecond: 1 } as const;

test('what takes long is told, and its end', async () => {
  const heard: Event[] = [];
  const desk = { post: (event: Event) => void heard.push(event) };
  const data = {} as Loaded;
  const open = openTold(desk, async (_, { onProgress } = {}) => {
    onProgress?.(progress);
    return data;
  });
  expect(await open(bookSpec)).toBe(data);
  expect(heard).toEqual([
    { type: 'import', ...progress, stage: 'kept' },
    { type: 'importEnded', how: 'opened' },
  ]);
});

test('its end is told where it fails, and nothing is told of what takes no time', async () => {
  const heard: Event[] = [];
  const desk = { post: (event: Event) => void heard.push(event) };
  const failing = openTold(desk, async (_, { onProgress } = {}) => {
    onProgress?.(progress);
    throw new Error('damaged');
  });
  await expect(failing(bookSpec)).rejects.toThrow('damaged');
  expect(heard.at(-1)).toEqual({ type: 'importEnded', how: 'opened' });
  heard.length = 0;
  await openTold(desk, async () => ({}) as Loaded)(bookSpec);
  expect(heard).toEqual([]);
});
