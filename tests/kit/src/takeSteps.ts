import { dispose, type Scalar, scalar, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';

type Tree = Readonly<Record<string, Tensor>>;

interface OptimizerLike {
  init(params: Tree): Tree;
  scalars(step: number): Readonly<Record<string, number>>;
  update(params: Tree, gradients: Tree, slots: Tree, scalars: Tree): { readonly params: Tree; readonly slots: Tree };
}

/** Where an optimizer takes one vector of weights, with a gradient for each step. */
export const takeSteps = async (
  optimizer: OptimizerLike,
  weights: readonly number[],
  gradients: readonly (readonly number[])[],
): Promise<number[]> => {
  let params: Tree = { w: tensor1d([...weights]) };
  let slots = optimizer.init(params);
  gradients.forEach((gradient, step) => {
    const [next, nextSlots] = tidy(() => {
      const scalars = Object.entries(optimizer.scalars(step)).map(([name, value]): [string, Scalar] => [
        name,
        scalar(value),
      ]);
      const after = optimizer.update(params, { w: tensor1d([...gradient]) }, slots, Object.fromEntries(scalars));
      return [after.params, after.slots] as [Record<string, Tensor>, Record<string, Tensor>];
    });
    dispose([params, slots] as Record<string, Tensor>[]);
    [params, slots] = [next, nextSlots];
  });
  const values = [...(await params.w!.data())];
  dispose([params, slots] as Record<string, Tensor>[]);
  return values;
};
