// internal: reverse-mode differentiation of a forward pass that has more to give than its loss

import { copyOf, release, tensorsIn } from '@kindling/core';
import type { Tree } from '@kindling/models';
import { dispose, engine, keep, type Scalar, type Tensor } from '@tensorflow/tfjs-core';

/**
 * The loss of one forward pass, its gradient by each parameter, and whatever else the pass made.
 *
 * tfjs lets nothing but the loss out of a differentiated function, so what the pass made beside it is held across its
 * end and copied (the data is shared) into the caller's scope. Call it inside `tidy`.
 *
 * @throws Error naming the parameters that the loss does not depend on, and where there is none to train.
 */
export const differentiate = <T>(
  forward: () => { readonly loss: Scalar; readonly rest: T },
  params: Tree,
): { readonly loss: Scalar; readonly rest: T; readonly gradients: Tree } => {
  const held = new Set<Tensor>();
  const passes: T[] = [];
  const pass = (): Scalar => {
    const { loss, rest } = forward();
    passes.push(rest);
    const scope = engine().state.activeScope?.id;
    for (const tensor of tensorsIn(rest)) if (tensor.scopeId === scope && !tensor.kept) held.add(keep(tensor));
    return loss;
  };
  const names = Object.keys(params);
  if (names.length === 0)
    throw new Error('compile: the model has no parameter to train: all are frozen, or there is none');
  try {
    // The one call of tfjs that leaves a gradient open where the loss does not depend on a parameter.
    const { value, grads } = engine().gradients(pass, Object.values(params), undefined, true);
    const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]]));
    requireReached(gradients);
    return { loss: value as Scalar, rest: copyOf(passes[0] as T, held), gradients };
  } catch (error) {
    dropTape();
    throw explained(error);
  } finally {
    dispose([...held]);
  }
};

function requireReached(gradients: Record<string, Tensor | undefined>): asserts gradients is Record<string, Tensor> {
  const missed = Object.keys(gradients).filter((name) => gradients[name] === undefined);
  if (missed.length === 0) return;
  throw new Error(
    `compile: the loss does not depend on ${missed.join(', ')}; leave that layer out or freeze it with { trainable: false }`,
  );
}

/** After an error inside a differentiated function tfjs holds on to what it saved for the backward pass. */
const dropTape = (): void => {
  const { state } = engine();
  if (state.gradientDepth !== 0 || !state.activeTape) return;
  release(state.activeTape.map(({ saved }) => saved));
  state.activeTape = [];
};

/** tfjs's error names only the kernel, or the rank; we add the remedy. */
const explained = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const [, kernel, backend] = /Kernel '(\w+)' not registered for backend '(\w+)'/.exec(error.message) ?? [];
  if (kernel !== undefined) {
    const message = `compile: this model cannot be trained on ${backend}, which has no kernel ${kernel}; use another backend, such as selectBackend('cpu')`;
    return new Error(message, { cause: error });
  }
  const [, rank] = /GPU for rank (\d+) is not yet supported/.exec(error.message) ?? [];
  if (rank !== undefined) {
    const message = `compile: this model cannot be trained on webgpu, whose kernels take tensors of up to 6 axes, got ${rank}; use another backend, such as selectBackend('wasm')`;
    return new Error(message, { cause: error });
  }
  const [, operation] = /gradient function not found for (\w+)/.exec(error.message) ?? [];
  if (operation === undefined) return error;
  const message = `compile: tfjs-core was not given the gradient of ${operation}; selectBackend() registers all that there are`;
  return new Error(message, { cause: error });
};
