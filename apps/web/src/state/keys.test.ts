import { describe, expect, it } from 'vitest';
import { keys } from '../copy/help.ts';
import { sectionNames } from '../copy/sections.ts';
import { isDigit, isUseful, keyNames, keyOf, type Pressed, sectionOf } from './keys.ts';
import { hidden, numbered } from './rooms.ts';

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
    expect((isDigit(key) ? sectionNames[sectionOf(key)] : keys.does[key]).length).toBeGreaterThan(2);
  });

  it('count the sections as the menu does', () => {
    expect(keyNames.filter(isDigit).map(sectionOf)).toEqual(numbered.value);
  });

  it('of what an address hides are of no use', () => {
    hidden.value = new Set(['model', 'code']);
    expect(keyNames.filter((key) => !isUseful(key))).toEqual(['c', String(numbered.value.indexOf('model') + 1)]);
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
