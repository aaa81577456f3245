// internal: a pip TensorFlow
import type { TensorFlow } from '../diagnosis.ts';
import { given, isThere, type Machine, pathsOf } from '../machine.ts';
import type { PythonFound } from './pythons.ts';

const versionIn = (names: readonly string[]): string | undefined =>
  names.flatMap((name) => /^tensorflow(?:_cpu|_gpu)?-(.+)\.dist-info$/.exec(name)?.[1] ?? []).at(0);

/** The first Python's that has one. */
export const probeTensorFlow = (machine: Machine, pythons: readonly PythonFound[]): TensorFlow | undefined => {
  const { join, dirname } = pathsOf(machine);
  for (const { torch, tensorflow: folder, ...python } of pythons) {
    if (folder === undefined) continue;
    const beside = dirname(folder);
    const build = given(machine.read(join(folder, 'python', 'platform', 'build_info.py'))) ?? '';
    return {
      folder,
      python,
      version: versionIn(given(machine.list(beside)) ?? []),
      cuda: /['"]cuda_version['"][^'"]*['"]([\d.]+)['"]/.exec(build)?.[1],
      hasCudaLibraries:
        isThere(machine, join(beside, 'nvidia', 'cuda_runtime')) || isThere(machine, join(beside, 'nvidia', 'cublas')),
    };
  }
  return undefined;
};
