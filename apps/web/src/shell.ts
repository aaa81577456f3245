import { bitmapUrl } from './draw/bitmap.ts';
import { pictureOf } from './state/pictures.ts';
import { hidden } from './state/rooms.ts';
import { isPhone, isWide } from './state/screen.ts';

/** Where frames don't come, as in a tab that nobody looks at. */
const late = 300;

/**
 * Puts the first pictures into the first frame that came with the page, and calls `mount` as soon as it is on the
 * screen; at once where there is none, or not with these parts.
 *
 * @param app what `mount` draws into: elements that are there already become its own
 */
export const showShell = (app: HTMLElement, mount: () => void): void => {
  let isMounted = false;
  const go = (): void => {
    if (isMounted) return;
    isMounted = true;
    mount();
    app.inert = false;
    app.classList.remove('shell');
  };
  if (hidden.value.size > 0) app.replaceChildren();
  // In the order that `mount` has, which finds them by it; they are shown in it already.
  const move = (part: string, into: string, place: 'append' | 'prepend'): void => {
    const moved = app.querySelector(part);
    if (moved !== null) app.querySelector(into)?.[place](moved);
  };
  if (!isWide.value) move('.controls', '.layout', 'append');
  if (isPhone.value) move('.room-look', '.stage', 'prepend');
  const pictures = app.querySelectorAll<HTMLImageElement>('.tile > img');
  if (pictures.length === 0) {
    go();
    return;
  }
  for (const [id, picture] of pictures.entries()) {
    const pixels = pictureOf(id);
    if (pixels !== undefined) picture.src = bitmapUrl(pixels);
  }
  requestAnimationFrame(() => setTimeout(go));
  setTimeout(go, late);
};
