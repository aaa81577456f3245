import { expect, test } from 'vitest';
import { explained, reason } from './explained.ts';

test('an error says where, what and what to do, and keeps its cause', () => {
  const cause = new Error('unexpected end of file');
  const error = explained('/data/a.tar.gz', cause, 'get it again');
  expect(error.message).toBe('cifar10: /data/a.tar.gz: unexpected end of file; get it again');
  expect(error.cause).toBe(cause);
});

test('the explanation nearest to the fault stands', () => {
  const inner = explained('http://a', 'it broke off', 'call again');
  expect(explained('/cache', inner, 'delete it')).toBe(inner);
});

test('the reason is the innermost one that says something', () => {
  const refused = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
  expect(reason(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED');
  expect(reason(new TypeError('terminated', { cause: new Error('other side closed') }))).toBe('other side closed');
  expect(reason('odd')).toBe('odd');
  expect(reason(new RangeError(''))).toBe('RangeError');
});
