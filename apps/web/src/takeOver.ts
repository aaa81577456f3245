import { hidden } from './state/rooms.ts';
import { isPhone, isWide } from './state/screen.ts';

/**
 * Draws the page over the first frame that came with it, and has it answer.
 *
 * @param app what `draw` draws into: elements that are there already become its own
 */
export const takeOver = (app: HTMLElement, draw: () => void): void => {
  // The first frame has all parts.
  if (hidden.value.size > 0) app.replaceChildren();
  // In the order that `draw` has, which finds them by it; they are shown in it already.
  const move = (part: string, into: string, place: 'append' | 'prepend'): void => {
    const moved = app.querySelector(part);
    if (moved !== null) app.querySelector(into)?.[place](moved);
  };
  if (!isWide.value) {
    move('.controls', '.layout', 'append');
    move('.parts > :last-child', '.parts', 'prepend');
  }
  if (isPhone.value) move('.room-look', '.stage', 'prepend');
  draw();
  app.inert = false;
  app.classList.remove('shell');
};
