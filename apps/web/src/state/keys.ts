import { signal } from '@preact/signals';
import { stopIfLive, trainOrPause } from './actions.ts';
import { isHidden, jumpTo, numbered, type RoomName } from './rooms.ts';
import { close, sheet, toggle } from './sheets.ts';
import { stored } from './stored.ts';

export const keyNames = ['s', 'x', 'c', '1', '2', '3', '4', '?'] as const;
export type KeyName = (typeof keyNames)[number];
export type DigitName = Extract<KeyName, `${number}`>;

/** The numbered section that a digit leads to. */
export const sectionOf = (digit: DigitName) => numbered.value[Number(digit) - 1]!;

export const isDigit = (key: KeyName): key is DigitName => key >= '1' && key <= '4';

/** Where a key leads, if it leads somewhere. */
const roomOf = (key: KeyName): RoomName | undefined =>
  isDigit(key) ? sectionOf(key) : key === 'c' ? 'code' : undefined;

/** What an address hides has no key. */
export const isUseful = (key: KeyName): boolean => {
  const room = roomOf(key);
  return room === undefined || !isHidden(room);
};

/** Whether single keys do something: a visitor who speaks to the machine may switch them off. */
export const areKeysOn = signal(stored.get('keys') !== 'off');

export const switchKeys = (on: boolean): void => {
  areKeysOn.value = on;
  stored.set('keys', on ? undefined : 'off');
};

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented: boolean;
}

/** The key of the table that was pressed; none with a modifier, and none while somebody writes. */
export const keyOf = (pressed: Pressed, isWriting: boolean): KeyName | undefined => {
  if (isWriting || pressed.defaultPrevented || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
  return keyNames.find((name) => name === pressed.key.toLowerCase());
};

const jump = (digit: DigitName) => (): void => {
  if (isUseful(digit)) jumpTo(sectionOf(digit));
};

const does: Readonly<Record<KeyName, () => void>> = {
  s: trainOrPause,
  x: stopIfLive,
  c: () => {
    if (!isHidden('code')) toggle('code');
  },
  '1': jump('1'),
  '2': jump('2'),
  '3': jump('3'),
  '4': jump('4'),
  '?': () => toggle('help'),
};

/** What takes letters and digits for itself: a slider or a box to tick does not. */
const written = 'input:not([type=range], [type=checkbox], [type=radio], [type=file]), select, textarea, dialog[open]';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(written) !== null);

const closeBy = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || sheet.value === undefined) return;
  if (document.querySelector('dialog[open]') !== null) return;
  event.preventDefault();
  close();
};

export const listenToKeys = (): void => {
  document.addEventListener('keydown', (event) => {
    closeBy(event);
    if (!areKeysOn.value) return;
    const key = keyOf(event, isWriting(event.target));
    if (key === undefined || event.repeat) return;
    event.preventDefault();
    does[key]();
  });
};
