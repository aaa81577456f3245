// internal: an abort is heard whatever is awaited

/** What a promise comes to; or the signal's reason, as soon as it is aborted. */
export const untilAborted = <T>(coming: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return coming;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    coming.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
};
