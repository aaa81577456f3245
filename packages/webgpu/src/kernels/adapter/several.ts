// internal: runs WGSL with several outputs on tfjs's WebGPU backend, whose own programs have one
import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';

/** A shader whose threads each write one number of several outputs. */
export interface SeveralProgram {
  /** Of the shader, in the errors of the device. */
  readonly name: string;
  /** How many threads. */
  readonly count: number;
  /** Shapes, by the names in the code: arrays of f32. With the inputs, at most eight. */
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** By their names in the code: arrays of f32, or of i32 where `isInteger`. */
  readonly inputs: Readonly<Record<string, TensorInfo>>;
  /** Whole numbers, by their names in the code: `uniforms.rows`, an i32. */
  readonly uniforms: Readonly<Record<string, number>>;
  /** Numbers of float32, by their names in the code: `uniforms.epsilon`, an f32. */
  readonly floats: Readonly<Record<string, number>>;
  /** WGSL with `fn writeAt(index : i32)`, called for each index below `count`. */
  readonly code: string;
}

/** What tfjs keeps to itself. */
interface Backend {
  readonly device: GPUDevice;
  readonly pipelineCache: Record<string, GPUComputePipeline>;
  readonly tensorMap: { get(dataId: object): { readonly dtype: DataType } };
  makeTensorInfo(shape: number[], dtype: DataType, values?: Float32Array): TensorInfo;
  uploadToGPU(dataId: object): void;
  recordAndSubmit(
    program: {
      readonly pipeline: GPUComputePipeline;
      readonly dispatch: [number, number, number];
      readonly size: true;
      readonly outputShape: number[];
    },
    output: TensorInfo,
    others: readonly TensorInfo[],
    uniforms: readonly { readonly type: 'int32' | 'float32'; readonly data: number[] }[],
  ): void;
}

/** How many work together. */
export const threads = 64;

interface Bound {
  readonly name: string;
  readonly access: 'read' | 'read_write';
  readonly element: 'f32' | 'i32';
}

/** tfjs binds the first output, all other tensors, and numbers: its own, each tensor's length and stride, and ours. */
const sourceOf = (bound: readonly Bound[], { uniforms, floats, code }: SeveralProgram): string => {
  const others = [...bound.slice(1), bound[0]!];
  const fields = [
    'NAN : f32, INFINITY : f32',
    ...others.map(({ name }) => `${name}Length : i32, ${name}Stride : i32`),
    'size : i32',
    ...Object.keys(uniforms).map((name) => `${name} : i32`),
    ...Object.keys(floats).map((name) => `${name} : f32`),
  ];
  const arrays = bound.map(
    ({ name, access, element }, i) => `@group(0) @binding(${i}) var<storage, ${access}> ${name} : array<${element}>;`,
  );
  return `struct Uniforms { ${fields.join(', ')} };
    ${arrays.join('\n')}
    @group(0) @binding(${bound.length}) var<uniform> uniforms : Uniforms;
    ${code}
    @compute @workgroup_size(${threads})
    fn _start(
      @builtin(workgroup_id) group : vec3<u32>,
      @builtin(num_workgroups) groups : vec3<u32>,
      @builtin(local_invocation_index) thread : u32
    ) {
      let index = i32((group.y * groups.x + group.x) * ${threads}u + thread);
      if (index < uniforms.size) { writeAt(index); }
    }`;
};

/** All as one axis: tfjs's shaders know shapes of up to six. */
export const flat = (tensor: TensorInfo): TensorInfo => ({ ...tensor, shape: [util.sizeFromShape(tensor.shape)] });

const pipelineOf = ({ device, pipelineCache }: Backend, name: string, code: string): GPUComputePipeline => {
  const key = `kindling ${name} ${code}`;
  const label = `kindling ${name}`;
  pipelineCache[key] ??= device.createComputePipeline({
    compute: { module: device.createShaderModule({ code, label }), entryPoint: '_start' },
    label,
    layout: 'auto',
  });
  return pipelineCache[key];
};

/** The outputs in their order. */
export const runSeveral = (given: unknown, program: SeveralProgram): TensorInfo[] => {
  const backend = given as Backend;
  const { count, outputs, inputs, uniforms, floats } = program;
  const shapes = Object.values(outputs).map((shape) => [...shape]);
  if (count === 0) return shapes.map((shape) => backend.makeTensorInfo(shape, 'float32', new Float32Array()));
  const made = shapes.map((shape) => backend.makeTensorInfo(shape, 'float32'));
  const tensors = [...made, ...Object.values(inputs)];
  const bound = [...Object.keys(outputs), ...Object.keys(inputs)].map((name, i): Bound => {
    const { dtype } = backend.tensorMap.get(tensors[i]!.dataId);
    const element = dtype === 'float32' ? 'f32' : 'i32';
    return { name, access: i < made.length ? 'read_write' : 'read', element };
  });
  for (const { dataId } of tensors) backend.uploadToGPU(dataId);
  const groups = Math.ceil(count / threads);
  const width = Math.min(groups, backend.device.limits.maxComputeWorkgroupsPerDimension);
  const [output, ...others] = tensors.map(flat);
  backend.recordAndSubmit(
    {
      pipeline: pipelineOf(backend, program.name, sourceOf(bound, program)),
      dispatch: [width, Math.ceil(groups / width), 1],
      size: true,
      outputShape: [count],
    },
    output!,
    others,
    [
      ...Object.values(uniforms).map((value) => ({ type: 'int32' as const, data: [value] })),
      ...Object.values(floats).map((value) => ({ type: 'float32' as const, data: [value] })),
    ],
  );
  return made;
};
