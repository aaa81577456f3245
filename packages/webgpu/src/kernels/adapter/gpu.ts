// internal: runs WGSL on tfjs's WebGPU backend; the one file that touches what that backend keeps to itself
import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** A shader that works out one number of its output at a time. */
export interface Program {
  /** Of the shader, in the errors of the device. */
  readonly name: string;
  readonly output: { readonly shape: readonly number[]; readonly dtype: DataType };
  /** By their names in the code: arrays of f32, or of i32 where `isInteger`. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Whole numbers, by their names in the code: `uniforms.rows`, an i32. */
  readonly uniforms: Readonly<Record<string, number>>;
  /** WGSL with `fn valueAt(index : i32) -> f32`, or i32 where the output is one of integers. */
  readonly code: string;
}

/** tfjs's WebGPU backend, as our kernels see it. */
export interface Gpu {
  run(program: Program): TensorInfo;
  /** Whether the numbers lie there as integers: those of int32, of bool, and of float32 that was cast from these. */
  isInteger(tensor: TensorInfo): boolean;
  /** A tensor of other shape on the same numbers: it holds them too. */
  alias(tensor: TensorInfo, shape: readonly number[]): TensorInfo;
  /** Lets go of a tensor that was only made on the way. */
  release(tensor: TensorInfo): void;
}

interface ShaderProgram {
  readonly variableNames: string[];
  readonly outputShape: number[];
  readonly uniforms: string;
  readonly workgroupSize: [number, number, number];
  readonly dispatchLayout: { x: number[] };
  readonly dispatch: [number, number, number];
  readonly size: true;
  readonly shaderKey: string;
  readonly constructor: { readonly name: string };
  getUserCode(): string;
}

type Uniform = { readonly type: 'int32'; readonly data: number[] };

interface Backend {
  readonly tensorMap: { get(dataId: object): { readonly dtype: DataType } };
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
  runWebGPUProgram(
    program: ShaderProgram,
    inputs: TensorInfo[],
    dtype: DataType,
    uniforms: readonly Uniform[],
  ): TensorInfo;
}

const threads = 64;

const isInteger = (dtype: DataType): boolean => dtype === 'int32' || dtype === 'bool';

/** All as one axis: tfjs's shaders know shapes of up to six. */
const flat = (tensor: TensorInfo): TensorInfo => ({ ...tensor, shape: [util.sizeFromShape(tensor.shape)] });

const shaderOf = ({ name, output, inputs, uniforms, code }: Program): ShaderProgram => {
  const size = util.sizeFromShape([...output.shape]);
  return {
    variableNames: Object.keys(inputs),
    outputShape: [size],
    uniforms: Object.keys(uniforms)
      .map((each) => `${each} : i32, `)
      .join(''),
    workgroupSize: [threads, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(size / threads), 1, 1],
    size: true,
    shaderKey: `kindling ${name} ${code}`,
    constructor: { name: `kindling ${name}` },
    getUserCode: () => `${code}
      fn main(index : i32) {
        if (index < uniforms.size) {
          result[index] = valueAt(index);
        }
      }`,
  };
};

export const gpuOf = (given: unknown): Gpu => {
  const backend = given as Backend;
  return {
    run(program) {
      const { output, inputs, uniforms } = program;
      const numbers = Object.values(uniforms).map((value): Uniform => ({ type: 'int32', data: [value] }));
      const made = backend.runWebGPUProgram(shaderOf(program), Object.values(inputs).map(flat), output.dtype, numbers);
      return { ...made, shape: [...output.shape] };
    },
    isInteger: ({ dataId }) => isInteger(backend.tensorMap.get(dataId).dtype),
    alias({ dataId, dtype }, shape) {
      backend.incRef(dataId);
      return { dataId, shape: [...shape], dtype };
    },
    release({ dataId }) {
      backend.disposeData(dataId);
    },
  };
};

/** The same numbers, lying there as f32. */
export const asFloats = (x: TensorInfo, gpu: Gpu): TensorInfo =>
  gpu.run({
    name: 'asFloats',
    output: { shape: x.shape, dtype: 'float32' },
    inputs: { x },
    uniforms: {},
    code: 'fn valueAt(index : i32) -> f32 { return f32(x[index]); }',
  });

/** What numbers of a dtype are called in WGSL. */
export const elementOf = (dtype: DataType): 'f32' | 'i32' => (isInteger(dtype) ? 'i32' : 'f32');
