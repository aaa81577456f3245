import { expect, it } from 'vitest';
import { mayAutoRun, type Visit } from './autoRun.ts';

const first: Visit = {
  isFirst: true,
  allowed: true,
  isShared: false,
  isKept: false,
  isSparing: false,
  isInUse: false,
  data: 'shapes',
};

it('begins by itself on a first visit', () => expect(mayAutoRun(first)).toBe(true));

it.each<[string, Partial<Visit>]>([
  ['on a later visit', { isFirst: false }],
  ['with autorun=0', { allowed: false }],
  ['from a shared link', { isShared: true }],
  ['beside a kept run', { isKept: true }],
  ['for who asks pages to be sparing', { isSparing: true }],
  ['while somebody is at the page’s controls', { isInUse: true }],
  ['with data that are large', { data: 'cifar10' }],
])('waits %s', (_, more) => expect(mayAutoRun({ ...first, ...more })).toBe(false));
