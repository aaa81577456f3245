// internal: part of the gradients in needed.ts and further.ts
import { cast, type GradConfig, mul, reshape, sum, type Tensor, zeros } from '@tensorflow/tfjs-core';

/**
 * `dy` summed over the axes along which `shape` was stretched to it: the gradient of broadcasting. Always a new tensor.
 */
export const unbroadcast = (dy: Tensor, shape: readonly number[]): Tensor => {
  const added = dy.rank - shape.length;
  const stretched = dy.shape.flatMap((length, axis) =>
    axis < added || (length > 1 && shape[axis - added] === 1) ? [axis] : [],
  );
  const folded = stretched.length > 0 ? sum(dy, stretched) : dy;
  const isNew = folded !== dy && folded.rank === shape.length;
  return isNew ? folded : reshape(folded, [...shape]);
};

/** The gradient of y = f(x): dx = `dx(dy, x, attributes)`. */
export const ofInput = <Attributes extends {} = {}>(
  kernelName: string,
  dx: (dy: Tensor, x: Tensor, attributes: Attributes) => Tensor,
  input = 'x',
): GradConfig => ({
  kernelName,
  inputsToSave: [input],
  gradFunc: (dy, [x], attributes) => ({ [input]: () => dx(dy as Tensor, x!, attributes as Attributes) }),
});

/** The gradients of y = f(a, b) where a and b are broadcast to the shape of y. */
export const ofPair = (
  kernelName: string,
  da: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
  db: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
): GradConfig => ({
  kernelName,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, [a, b]) => ({
    a: () => unbroadcast(da(dy as Tensor, a!, b!), a!.shape),
    b: () => unbroadcast(db(dy as Tensor, a!, b!), b!.shape),
  }),
});

/** The gradient of a step function: zero for each of its inputs. */
export const flat = (kernelName: string, inputs: readonly string[] = ['x']): GradConfig => ({
  kernelName,
  inputsToSave: [...inputs],
  gradFunc: (_dy, saved) => Object.fromEntries(inputs.map((input, i) => [input, () => zeros(saved[i]!.shape)])),
});

/** Gradients by position, for kernels that read a list. */
export const listed = (gradients: readonly Tensor[]): Record<string, () => Tensor> =>
  Object.fromEntries(gradients.map((gradient, i) => [i, () => gradient]));

/** `dy` where the condition holds, 0 elsewhere. */
export const only = (dy: Tensor, condition: Tensor): Tensor => mul(dy, cast(condition, 'float32'));
