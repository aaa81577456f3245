/** Where frames don't come, as in a tab that nobody looks at. */
const late = 1000;

const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, late);
  });

const parsed = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.readyState !== 'loading') resolve();
    else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
  });

/** Comes when the first frame is on the screen, and all of the page's HTML is there. */
export const firstFrame = async (): Promise<void> => {
  await painted();
  await parsed();
};
