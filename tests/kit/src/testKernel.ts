import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { engine, getBackend, getKernel, grads, memory, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBackends, useBackend } from './backends.ts';
import { expectGradient, type Input, tensorOf } from './expectGradient.ts';
import { expectNear } from './expectNear.ts';
import { joined, weighed } from './outputs.ts';
import { withoutKernels } from './withoutKernels.ts';

export interface KernelConformance {
  /** The names that a backend registers for it; those of its gradient too. All of them, or none. */
  readonly kernels: readonly string[];
  /** The public function, on float32 tensors. */
  readonly run: (...xs: Tensor[]) => Tensor | readonly Tensor[];
  /** Lists of inputs, each a case. */
  readonly cases: readonly (readonly Input[])[];
  /** Whether it has a gradient, by each of its inputs. Default: true. */
  readonly differentiable?: boolean;
  /** How far offered may be from composed, of 1 + |value|; 0 for the same bits. Default: 1e-5. */
  readonly tolerance?: number;
  /** The backends that must offer it: the others compose. Default: those of @kindling/wasm. */
  readonly on?: readonly (typeof testBackends)[number][];
}

/**
 * What every kernel owes that a backend may offer, on every backend: what the public function gives is what the
 * composed operations give, values and gradients, of the backend itself and of cpu; its gradient is the one that small
 * steps measure; no tensor is left behind. A backend without the kernel is tested composed.
 */
export const testKernel = (
  name: string,
  { kernels, run, cases, differentiable = true, tolerance = 1e-5, on = ['kernels'] }: KernelConformance,
): void => {
  const listed = (xs: readonly Tensor[]): readonly Tensor[] => [run(...xs)].flat();
  const valuesOf = (inputs: readonly Input[]): number[] =>
    tidy(() => listed(inputs.map(tensorOf)).flatMap((y) => Array.from(y.dataSync())));
  const gradientsOf = (inputs: readonly Input[]): number[] =>
    tidy(() =>
      grads((...xs: Tensor[]) => weighed(joined(listed(xs))))(inputs.map(tensorOf)).flatMap((g) => [...g.dataSync()]),
    );
  const shapesOf = (inputs: readonly Input[]) =>
    tidy(() => listed(inputs.map(tensorOf)).map(({ shape, dtype }) => ({ shape, dtype })));

  describe.each(testBackends)(`${name} on %s`, (backend) => {
    const reference: { values: number[]; shapes: ReturnType<typeof shapesOf> }[] = [];
    let undo = () => {};
    beforeAll(async () => {
      undo = registerGradients([...neededGradients, ...furtherGradients]);
      await useBackend('cpu');
      for (const inputs of cases) {
        reference.push(await withoutKernels(kernels, () => ({ values: valuesOf(inputs), shapes: shapesOf(inputs) })));
      }
      await useBackend(backend);
    });
    afterAll(async () => {
      undo();
      await useBackend('cpu');
    });

    test(on.includes(backend) ? 'is offered' : 'is composed', () => {
      const offered = kernels.map((kernel) => getKernel(kernel, getBackend()) !== undefined);
      expect(offered).toEqual(kernels.map(() => on.includes(backend)));
    });

    test('gives what composed operations give, here and on cpu, and keeps no tensor', async () => {
      for (const [i, inputs] of cases.entries()) {
        const held = () => [memory().numTensors, engine().backend.numDataIds()];
        const before = held();
        const found = valuesOf(inputs);
        expect(held()).toEqual(before);
        expect(shapesOf(inputs)).toEqual(reference[i]!.shapes);
        const composed = await withoutKernels(kernels, () => valuesOf(inputs));
        expectNear(found, composed, tolerance, `case ${i}, offered against composed`);
        expectNear(found, reference[i]!.values, Math.max(tolerance, 1e-5), `case ${i}, against cpu`);
      }
    });

    if (!differentiable) return;
    test('has the gradient of the composed operations, which small steps measure', async () => {
      for (const [i, inputs] of cases.entries()) {
        const composed = await withoutKernels(kernels, () => gradientsOf(inputs));
        expectNear(gradientsOf(inputs), composed, Math.max(tolerance, 1e-5), `gradient of case ${i}`);
        expectGradient((...xs) => joined(listed(xs)), ...inputs);
      }
    });
  });
};
