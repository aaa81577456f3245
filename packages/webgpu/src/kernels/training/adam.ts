// internal: the step of Adam
import {
  Adam,
  type AdamAttributes,
  type AdamScalars,
  attributesAs,
  readAdam,
  requireShape,
  writeAdam,
} from '@kindling/core';
import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Gpu } from '../adapter/gpu.ts';
import type { Replacement } from '../adapter/replacement.ts';

const names = ['beta1', 'beta2', 'alpha', 'epsilon'] as const;

/** How a shader has the step's numbers: what it is given, and what each is called. */
interface Numbers {
  readonly floats: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  readonly called: Readonly<Record<(typeof names)[number], string>>;
}

/** Without an upload where the host still has them; else as one list, since a shader has eight tensors at most. */
const numbersOf = (scalars: AdamScalars<TensorInfo>, gpu: Gpu): Numbers => {
  const known = names.map((name) => [name, gpu.onHost(scalars[name])] as const);
  const called = (as: (name: string, i: number) => string) =>
    Object.fromEntries(names.map((name, i) => [name, as(name, i)])) as Numbers['called'];
  if (known.every((entry): entry is [(typeof entry)[0], number] => entry[1] !== undefined))
    return { floats: Object.fromEntries(known), inputs: {}, called: called((name) => `uniforms.${name}`) };
  const list = gpu.run({
    name: `${Adam} scalars`,
    output: { shape: [names.length], dtype: 'float32' },
    inputs: { ...scalars },
    uniforms: {},
    code: `fn valueAt(index : i32) -> f32 {
      ${names.map((name, i) => `if (index == ${i}) { return f32(${name}[0]); }`).join('\n')}
      return 0.0;
    }`,
  });
  return { floats: {}, inputs: { scalars: list }, called: called((_, i) => `scalars[${i}]`) };
};

const codeOf = ({ beta1, beta2, alpha, epsilon }: Numbers['called']): string => `fn writeAt(index : i32) {
    let gradient = f32(g[index]);
    let mean = f32(m[index]) * ${beta1} + gradient * uniforms.first;
    let square = f32(v[index]) * ${beta2} + (gradient * gradient) * uniforms.second;
    nextM[index] = mean;
    nextV[index] = square;
    nextP[index] = f32(p[index]) - mean / (sqrt(square) + ${epsilon}) * ${alpha};
  }`;

/** One pass over each parameter. */
export const adam: readonly Replacement[] = [
  {
    name: Adam,
    compute(inputs, params, gpu) {
      const given = readAdam(inputs);
      const { first = 1, second = 1 } = attributesAs<AdamAttributes>(params);
      if (given.params.length === 0) return [];
      const numbers = numbersOf(given.scalars, gpu);
      const next = given.params.map((p, i) => {
        const [g, m, v] = [given.gradients[i]!, given.m[i]!, given.v[i]!];
        requireShape(Adam, { gradient: g, m, v }, p.shape);
        return gpu.runSeveral({
          name: Adam,
          count: util.sizeFromShape(p.shape),
          outputs: { nextP: p.shape, nextM: p.shape, nextV: p.shape },
          inputs: { p, g, m, v, ...numbers.inputs },
          uniforms: {},
          floats: { ...numbers.floats, first, second },
          code: codeOf(numbers.called),
        });
      });
      for (const list of Object.values(numbers.inputs)) gpu.release(list);
      const [nextP, nextM, nextV] = [0, 1, 2].map((k) => next.map((each) => each[k]!)) as [
        TensorInfo[],
        TensorInfo[],
        TensorInfo[],
      ];
      return writeAdam({ params: nextP, m: nextM, v: nextV });
    },
  },
];
