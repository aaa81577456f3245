import { needed, registerGradients } from '@internal/gradients';
import { further } from '@internal/gradients/further';
import { type testBackends, useBackend } from '@internal/testing';

/** The backend, and the gradients that `compile` registers: no others. */
export const prepare = async (backend: (typeof testBackends)[number]): Promise<void> => {
  await useBackend(backend);
  registerGradients([...needed, ...further]);
};
