// internal: runs WGSL on tfjs's WebGPU backend; with several.ts, all that touches what that backend keeps to itself
import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { flat, runSeveral, type SeveralProgram, threads } from './several.ts';

/** A shader that works out one number of its output at a time, or one row. */
export interface Program {
  /** Of the shader, in the errors of the device. */
  readonly name: string;
  readonly output: { readonly shape: readonly number[]; readonly dtype: DataType };
  /** By their names in the code: arrays of f32, or of i32 where `isInteger`. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Whole numbers, by their names in the code: `uniforms.rows`, an i32. */
  readonly uniforms: Readonly<Record<string, number>>;
  /** Numbers of float32, by their names in the code: `uniforms.epsilon`, an f32. Default: none. */
  readonly floats?: Readonly<Record<string, number>>;
  /**
   * On how many rows of the output 64 threads each work together. Default: none; each thread works out one number.
   */
  readonly rows?: number;
  /**
   * WGSL with `fn valueAt(index : i32) -> f32`, or i32 where the output is one of integers. With `rows`, it has
   * `fn writeRow(row : i32, thread : i32)`, which writes to `result` where `row < uniforms.rows`. All threads of a row
   * must come to its barriers.
   */
  readonly code: string;
}

/** tfjs's WebGPU backend, as our kernels see it. */
export interface Gpu {
  run(program: Program): TensorInfo;
  /** The outputs, in their order. */
  runSeveral(program: SeveralProgram): TensorInfo[];
  /** The number of a scalar that was not sent to the GPU yet. */
  onHost(scalar: TensorInfo): number | undefined;
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

type Uniform = { readonly type: 'int32' | 'float32'; readonly data: number[] };

interface Backend {
  readonly tensorMap: {
    get(dataId: object): { readonly dtype: DataType; readonly values?: ArrayLike<number> | null };
  };
  incRef(dataId: object): void;
  disposeData(dataId: object): boolean;
  runWebGPUProgram(
    program: ShaderProgram,
    inputs: TensorInfo[],
    dtype: DataType,
    uniforms: readonly Uniform[],
  ): TensorInfo;
}

/** Whether numbers of this dtype lie there as integers. */
export const isInteger = (dtype: DataType): boolean => dtype === 'int32' || dtype === 'bool';

const declare = (names: readonly string[], type: string): string => names.map((name) => `${name} : ${type}, `).join('');

const each = `if (index < uniforms.size) {
          result[index] = valueAt(index);
        }`;

/** Whole groups of threads are dispatched: the place in a group tells the thread, and the others the row. */
const together = `writeRow(index / ${threads}, index % ${threads});`;

const shaderOf = ({ name, output, inputs, uniforms, floats = {}, rows, code }: Program): ShaderProgram => {
  const size = util.sizeFromShape([...output.shape]);
  return {
    variableNames: Object.keys(inputs),
    outputShape: [size],
    uniforms:
      declare(Object.keys(uniforms), 'i32') +
      declare(Object.keys(floats), 'f32') +
      (rows === undefined ? '' : 'rows : i32, '),
    workgroupSize: [threads, 1, 1],
    dispatchLayout: { x: [0] },
    dispatch: [rows ?? Math.ceil(size / threads), 1, 1],
    size: true,
    shaderKey: `kindling ${name} ${code}`,
    constructor: { name: `kindling ${name}` },
    getUserCode: () => `${code}
      fn main(index : i32) {
        ${rows === undefined ? each : together}
      }`,
  };
};

const numbersOf = ({ uniforms, floats = {}, rows }: Program): readonly Uniform[] => {
  const typed = (type: Uniform['type'], values: readonly number[]): Uniform[] =>
    values.map((value) => ({ type, data: [value] }));
  return [
    ...typed('int32', Object.values(uniforms)),
    ...typed('float32', Object.values(floats)),
    ...typed('int32', rows === undefined ? [] : [rows]),
  ];
};

export const gpuOf = (given: unknown): Gpu => {
  const backend = given as Backend;
  return {
    run(program) {
      const { output, inputs } = program;
      const given = Object.values(inputs).map(flat);
      const made = backend.runWebGPUProgram(shaderOf(program), given, output.dtype, numbersOf(program));
      return { ...made, shape: [...output.shape] };
    },
    runSeveral: (program) => runSeveral(backend, program),
    onHost: ({ dataId }) => backend.tensorMap.get(dataId).values?.[0],
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
