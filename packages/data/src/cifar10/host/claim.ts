// internal: one tab at a time

export interface Claim {
  /** Whether no other tab can have it too: not known where there are no locks. */
  readonly isAlone: boolean;
  /** Lets others have it. */
  go(): void;
}

/** Claims a name among the tabs of an origin; undefined where another one has it. A tab that is closed lets go. */
export const claim = (name: string): Promise<Claim | undefined> => {
  const { locks } = navigator;
  if (locks === undefined) return Promise.resolve({ isAlone: false, go: () => undefined });
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) {
        resolve(undefined);
        return undefined;
      }
      return new Promise<void>((go) => resolve({ isAlone: true, go }));
    };
    locks.request(`kindling ${name}`, { ifAvailable: true }, hold).catch(reject);
  });
};
