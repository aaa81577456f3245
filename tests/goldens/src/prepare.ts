import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { type testBackends, useBackend } from '@tests/kit';

/** The backend, and the gradients of ours: those that `compile` registers, and those for layers of a user's. */
export const prepare = async (backend: (typeof testBackends)[number]): Promise<void> => {
  await useBackend(backend);
  registerGradients([...neededGradients, ...furtherGradients]);
};
