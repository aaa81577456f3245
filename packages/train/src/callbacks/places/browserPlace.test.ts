import { expect, test } from 'vitest';
import { latestBackup } from '../backup.ts';
import { browserPlace } from './browserPlace.ts';

// What it does where there is a database is seen in Chromium, by tests/browser.

test('where there is no IndexedDB it says so before the first step', async () => {
  const place = browserPlace('run');
  for (const attempt of [place.prepare!(), place.read(), place.write(Uint8Array.of(1)), place.remove()]) {
    await expect(attempt).rejects.toThrow(
      'browserPlace: there is no IndexedDB here; it is for pages and their workers',
    );
  }
  await expect(latestBackup(place)).rejects.toThrow('browserPlace: there is no IndexedDB here');
});

test('a run has a name', () => {
  expect(() => browserPlace('')).toThrow('browserPlace: give it a name, got ""');
});
