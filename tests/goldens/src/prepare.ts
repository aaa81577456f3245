import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { type testBackends, useBackend } from '@tests/kit';

/** The backend, and the gradients that `compile` registers: no others. */
export const prepare = async (backend: (typeof testBackends)[number]): Promise<void> => {
  await useBackend(backend);
  registerGradients([...neededGradients, ...furtherGradients]);
};
