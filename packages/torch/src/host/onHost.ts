// internal: kernels of tfjs's cpu backend, for what ATen has no operator for
import { platform } from '@kindling/core';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type BackendValues, getKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import type { OnHost } from '../kernel.ts';
import type { TorchBackend } from '../tfjs/backend.ts';

let host: MathBackendCPU | undefined;

/** One of our own, which does not greet with an advertisement of tfjs-node. */
const createHost = (): MathBackendCPU => Object.assign(new MathBackendCPU(), { firstUse: false });

/** Kernels that were warned about. */
const told = new Set<string>();

/** On a GPU it is never silent: once a kernel is warned about, or, with `strict`, refused. */
const tell = (name: string, { torch: { device }, strict }: TorchBackend): void => {
  const what = `torch: ${name} has no kernel on ${device} for these inputs`;
  if (strict) throw new Error(`${what}, and strict refuses the host's; install({ strict: false }) allows it`);
  if (device === 'cpu' || told.has(name)) return;
  told.add(name);
  platform.warn(`${what}: it runs on the host, and waits for the device each time`);
};

const isInfo = (value: unknown): value is TensorInfo =>
  typeof value === 'object' && value !== null && 'dataId' in value;

/** The real or imaginary parts of complex numbers. */
const parts = (values: Float32Array, offset: 0 | 1): Float32Array => values.filter((_, at) => at % 2 === offset);

const isText = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isText) : isInfo(value) && value.dtype === 'string';

/** Copies the inputs to the host, computes there, and copies the results back. */
export const onHost: OnHost = (name, { inputs, attrs, backend: given }) => {
  const backend = given as TorchBackend;
  const stock = getKernel(name, 'cpu');
  if (stock === undefined) throw new Error(`torch: there is no kernel ${name} for these inputs, nor on the host`);
  // Strings are on the host anyway.
  if (!Object.values(inputs).some(isText)) tell(name, backend);
  host ??= createHost();
  const cpu = host;
  const made: TensorInfo[] = [];
  const hostInfo = (shape: number[], dtype: TensorInfo['dtype'], values: BackendValues): TensorInfo => {
    const info = cpu.makeTensorInfo(shape, dtype, values as Float32Array);
    made.push(info);
    return info;
  };
  const down = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(down);
    if (!isInfo(value)) return value;
    const { shape, dtype, dataId } = value;
    const values = backend.readSync(dataId);
    if (dtype !== 'complex64') return { ...hostInfo(shape, dtype, values), rank: shape.length };
    const [real, imag] = ([0, 1] as const).map((offset) =>
      hostInfo(shape, 'float32', parts(values as Float32Array, offset)),
    );
    const complex = getKernel('Complex', 'cpu')!.kernelFunc({
      inputs: { real: real!, imag: imag! },
      attrs: {},
      backend: cpu,
    });
    made.push(complex as TensorInfo);
    return complex;
  };
  const up = ({ shape, dtype, dataId }: TensorInfo): TensorInfo =>
    backend.makeTensorInfo(shape, dtype, cpu.readSync(dataId));
  try {
    const onCpu = Array.isArray(inputs)
      ? inputs.map(down)
      : Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, down(value)]));
    const results = stock.kernelFunc({ inputs: onCpu as typeof inputs, attrs: attrs ?? {}, backend: cpu });
    made.push(...(Array.isArray(results) ? results : [results]));
    return Array.isArray(results) ? results.map(up) : up(results);
  } finally {
    for (const { dataId } of made) cpu.disposeData(dataId, true);
  }
};
