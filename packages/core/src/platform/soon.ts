/** How long anybody waits for a source to close. */
const grace = 50;

/**
 * Waits for a promise, but not for one that may never come: after 50 ms the caller goes on, and what comes then is
 * nobody's.
 */
export const soon = async (coming: Promise<unknown>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, grace);
  });
  coming.catch(() => undefined);
  try {
    await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
};
