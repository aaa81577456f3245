import { signal } from '@preact/signals';
import { stop, trainOrPause } from './actions.ts';
import { isHidden, jumpTo, numbered } from './rooms.ts';
import { isLive } from './run.ts';
import { toggle } from './sheets.ts';
import { stored } from './stored.ts';

export const keyNames = ['s', 'x', 'c', '1', '2', '3', '4', '?'] as const;
export type KeyName = (typeof keyNames)[number];

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

const jump = (index: number): void => {
  const room = numbered[index];
  if (room !== undefined && !isHidden(room)) jumpTo(room);
};

const does: Readonly<Record<KeyName, () => void>> = {
  s: trainOrPause,
  x: () => {
    if (isLive.value) stop();
  },
  c: () => {
    if (!isHidden('code')) toggle('code');
  },
  '1': () => jump(0),
  '2': () => jump(1),
  '3': () => jump(2),
  '4': () => jump(3),
  '?': () => toggle('help'),
};

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, select, textarea, dialog[open]') !== null);

export const listenToKeys = (): void => {
  document.addEventListener('keydown', (event) => {
    if (!areKeysOn.value) return;
    const key = keyOf(event, isWriting(event.target));
    if (key === undefined || event.repeat) return;
    event.preventDefault();
    does[key]();
  });
};
