import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { type testBackends, useBackend } from '@tests/kit';

/** The gradients of ours: those that `compile` registers, and those for layers of a user's. */
export const registerOurs = (): void => {
  registerGradients([...neededGradients, ...furtherGradients]);
};

/** The backend, and the gradients of ours. */
export const prepare = async (backend: (typeof testBackends)[number]): Promise<void> => {
  await useBackend(backend);
  registerOurs();
};
