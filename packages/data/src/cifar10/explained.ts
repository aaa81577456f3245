// internal: how errors of `cifar10` read

const explanations = new WeakSet<Error>();

/** `cifar10: <file or address>: <what is wrong>; <what to do>`, once: the place nearest to the fault knows best. */
export const explained = (where: string, error: unknown, remedy: string): Error => {
  if (error instanceof Error && explanations.has(error)) return error;
  const explanation = new Error(`cifar10: ${where}: ${reason(error)}; ${remedy}`, { cause: error });
  explanations.add(explanation);
  return explanation;
};

/** `fetch` says "fetch failed" and hides why in its cause, which has at times a code and no message. */
export const reason = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reason(error.cause);
  return error.message !== '' ? error.message : 'code' in error ? String(error.code) : error.name;
};
