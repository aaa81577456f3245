const sessions = new WeakMap<object, object>();

/** Says which session a trainer works with, for what looks into it. */
export const linkSession = (trainer: object, session: object): void => {
  sessions.set(trainer, session);
};

/** The session that a trainer works with; undefined for what is no trainer. */
export const sessionOf = (trainer: object): object | undefined => sessions.get(trainer);
