/** Small wishes of a visitor. A page that may keep nothing forgets them, and works all the same. */
export const stored = {
  get: (key: string): string | undefined => {
    try {
      return localStorage.getItem(`kindling.${key}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set: (key: string, value: string | undefined): void => {
    try {
      if (value === undefined) localStorage.removeItem(`kindling.${key}`);
      else localStorage.setItem(`kindling.${key}`, value);
    } catch {
      // Not allowed here.
    }
  },
};

/** One that holds or does not. */
export const storedFlag = (key: string) => ({
  get: (): boolean => stored.get(key) !== undefined,
  set: (holds: boolean): void => stored.set(key, holds ? '1' : undefined),
});
