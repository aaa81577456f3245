import { isWaiting } from './run.ts';

const name = 'kindling-run';

/** A page that is loaded anew waits this long for the one that it replaces to let go. */
const patience = 1500;

/**
 * Does `work` once this page alone may train, which it may until it is closed: at once, or when the other tab is
 * closed, and until then says so. A browser also keeps from freezing a page that holds a lock.
 */
export const whenAlone = (work: () => void): void => {
  let hasBegun = false;
  const begin = (): void => {
    if (hasBegun) return;
    hasBegun = true;
    clearTimeout(waiting);
    isWaiting.value = false;
    work();
  };
  const waiting = setTimeout(() => {
    isWaiting.value = true;
  }, patience);
  const { locks } = navigator;
  // Where a page may have none, as in a frame without an origin, it keeps nothing that two tabs could fight over.
  if (locks === undefined) begin();
  else {
    locks
      .request(name, () => {
        begin();
        return new Promise(() => undefined);
      })
      .catch(begin);
  }
};
