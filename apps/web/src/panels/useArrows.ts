import type { TargetedKeyboardEvent } from 'preact';
import { useState } from 'preact/hooks';
import { arrowTo } from '../state/arrows.ts';

/** One tab stop for a grid of buttons, with arrows inside; `at` is the button that a tab stops at. */
export const useArrows = (columnsOf: (buttons: readonly HTMLElement[]) => number) => {
  const [at, setAt] = useState(0);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const from = buttons.indexOf(event.target as HTMLButtonElement);
    const to = from === -1 ? undefined : arrowTo(event.key, from, buttons.length, columnsOf(buttons));
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    buttons[to]!.focus();
  };
  return { at, setAt, onKeyDown };
};
