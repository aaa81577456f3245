// internal: the step of Adam
import { Adam, type AdamAttributes, type AdamInputs, readAdam, writeAdam } from '@kindling/core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { attributes } from '../adapter/attributes.ts';
import type { Gpu } from '../adapter/gpu.ts';
import type { Replacement } from '../adapter/replacement.ts';
import { requireShape } from './requireShape.ts';

type Inputs = Readonly<Record<string, TensorInfo>>;

/** One number for each of the parameter, by a formula of the numbers at `index`. */
const one = (
  gpu: Gpu,
  name: string,
  param: TensorInfo,
  inputs: Inputs,
  formula: string,
  floats: Readonly<Record<string, number>> = {},
): TensorInfo => {
  return gpu.run({
    name: `${Adam} ${name}`,
    output: { shape: param.shape, dtype: 'float32' },
    inputs,
    uniforms: {},
    floats,
    code: `fn valueAt(index : i32) -> f32 { return ${formula}; }`,
  });
};

export const adam: readonly Replacement[] = [
  {
    name: Adam,
    compute(inputs, params, gpu) {
      const given: AdamInputs<TensorInfo> = readAdam(inputs);
      const { beta1, beta2, alpha, epsilon } = given.scalars;
      const { first = 1, second = 1 } = attributes<AdamAttributes>(params);
      const next = given.params.map((param, i) => {
        const [g, m, v] = [given.gradients[i]!, given.m[i]!, given.v[i]!];
        requireShape(Adam, { gradient: g, m, v }, param.shape);
        const nextM = one(
          gpu,
          'm',
          param,
          { m, g, beta1 },
          'f32(m[index]) * beta1[0] + uniforms.first * f32(g[index])',
          { first },
        );
        const nextV = one(
          gpu,
          'v',
          param,
          { v, g, beta2 },
          'f32(v[index]) * beta2[0] + uniforms.second * (f32(g[index]) * f32(g[index]))',
          {
            second,
          },
        );
        const read = { p: param, m: nextM, v: nextV, alpha, epsilon };
        const nextP = one(gpu, 'p', param, read, 'f32(p[index]) - m[index] / (sqrt(v[index]) + epsilon[0]) * alpha[0]');
        return { param: nextP, m: nextM, v: nextV };
      });
      return writeAdam({
        params: next.map(({ param }) => param),
        m: next.map(({ m }) => m),
        v: next.map(({ v }) => v),
      });
    },
  },
];
