import { expect, test } from 'vitest';
import { isolated } from './isolated.ts';

test('a response gets the two headers and keeps the rest', async () => {
  const told = isolated(new Response('text', { status: 201, statusText: 'Made', headers: { 'content-type': 'a/b' } }));
  expect(Object.fromEntries(told.headers)).toEqual({
    'content-type': 'a/b',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  expect([told.status, told.statusText, await told.text()]).toEqual([201, 'Made', 'text']);
});

test('headers that say less are overruled', () => {
  const told = isolated(new Response('', { headers: { 'Cross-Origin-Opener-Policy': 'unsafe-none' } }));
  expect(told.headers.get('cross-origin-opener-policy')).toBe('same-origin');
});

test('a response without a body stays without', () => {
  expect(isolated(new Response(null, { status: 304 })).status).toBe(304);
});

test('what cannot be built anew is given back', () => {
  const failed = Response.error();
  expect(isolated(failed)).toBe(failed);
});
