// internal: the TensorFlow of a Python, which the JavaScript of tfjs-node can compute with
import { findTensorflow } from '../../tensorflow/findTensorflow.ts';
import type { TensorFlow } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';
import type { PythonFound } from './pythons.ts';

const versionIn = (names: readonly string[]): string | undefined =>
  names.flatMap((name) => /^tensorflow(?:_cpu|_gpu)?-(.+)\.dist-info$/.exec(name)?.[1] ?? []).at(0);

/** The one that `tfjsNode()` and `tfjsNodeGpu()` find. */
export const probeTensorFlow = async (
  machine: Machine,
  pythons: readonly PythonFound[],
): Promise<TensorFlow | undefined> => {
  const found = await findTensorflow({
    environment: machine.env,
    platform: machine.platform,
    folder: machine.folder,
    packageOf: async (python) => pythons.find(({ command }) => command === python)?.tensorflow,
    exists: (path) => isThere(machine, path),
  });
  if ('absent' in found) return undefined;
  const { join, dirname } = pathsOf(machine);
  const { folder, by: how } = found;
  const [python] = pythons.filter(({ tensorflow }) => tensorflow === folder);
  const beside = dirname(folder);
  const build = given(machine.read(join(folder, 'python', 'platform', 'build_info.py'))) ?? '';
  return {
    folder,
    how,
    python: python && { path: python.path, how: python.how, packager: python.packager },
    version: versionIn(given(machine.list(beside)) ?? []),
    cuda: /['"]cuda_version['"][^'"]*['"]([\d.]+)['"]/.exec(build)?.[1],
    hasCudaLibraries: ['cuda_runtime', 'cublas'].some((name) => isThere(machine, join(beside, 'nvidia', name))),
  };
};
