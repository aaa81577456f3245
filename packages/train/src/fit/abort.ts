// internal: an abort is heard whatever is awaited

/**
 * What a promise comes to; or the signal's reason, once it is aborted and the promise had `grace` milliseconds more.
 */
export const untilAborted = <T>(coming: Promise<T>, signal: AbortSignal | undefined, grace = 0): Promise<T> => {
  if (signal === undefined) return coming;
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = (): void => {
      if (grace === 0) reject(signal.reason);
      else timer = setTimeout(() => reject(signal.reason), grace);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    coming.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    });
  });
};
