/** Carries an error that came before anything had changed: what it was thrown by can be called again. */
export class Unchanged extends Error {
  override readonly name = 'Unchanged';
}

/** Does what changes nothing yet: its errors are carried by `Unchanged`, as their cause. */
export const beforeChange = <T>(work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw new Unchanged('nothing has changed', { cause });
  }
};
