import { expect, test } from 'vitest';
import { linkSession, sessionOf } from './sessions.ts';

test('the session of a trainer is found, and none of what is no trainer', () => {
  const [trainer, session] = [{}, {}];
  linkSession(trainer, session);
  expect(sessionOf(trainer)).toBe(session);
  expect(sessionOf({})).toBeUndefined();
});
