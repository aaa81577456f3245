import { describe, expect, it } from 'vitest';
import { keys } from '../copy/help.ts';
import { isUseful, keyNames, keyOf, type Pressed } from './keys.ts';
import { hidden } from './rooms.ts';

const press = (more: Partial<Pressed>): Pressed => ({
  key: 's',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  ...more,
});

describe('single keys', () => {
  it.each(keyNames)('%s is known, and the help says what it does', (key) => {
    expect(keyOf(press({ key }), false)).toBe(key);
    expect(keys.does[key].length).toBeGreaterThan(2);
  });

  it('of what an address hides are of no use', () => {
    hidden.value = new Set(['model', 'code']);
    expect(keyNames.filter((key) => !isUseful(key))).toEqual(['c', '2']);
    hidden.value = new Set();
  });

  it('does not mind capitals', () => expect(keyOf(press({ key: 'S' }), false)).toBe('s'));

  it.each([
    ['while somebody writes', press({}), true],
    ['with Control', press({ ctrlKey: true }), false],
    ['with Command', press({ metaKey: true }), false],
    ['with Alt', press({ altKey: true }), false],
    ['when a control has used it', press({ defaultPrevented: true }), false],
    ['of no meaning', press({ key: 'q' }), false],
  ])('does nothing %s', (_, pressed, isWriting) => expect(keyOf(pressed, isWriting)).toBeUndefined());
});
