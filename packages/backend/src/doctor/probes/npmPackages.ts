// internal: the npm packages that backends are made of
import type { NpmName, NpmPackage, NpmPackages, TfjsNodeGpu } from '../diagnosis.ts';
import { given, type Machine, type NotOpened, pathsOf } from '../machine.ts';

/** As Node looks for it: in `node_modules` of a folder, or of one above it. */
const findPackage = (machine: Machine, name: string): NpmPackage | undefined => {
  const { join, dirname } = pathsOf(machine);
  for (const root of machine.packageRoots) {
    for (let at = root, below = ''; at !== below; below = at, at = dirname(at)) {
      const folder = join(at, 'node_modules', ...name.split('/'));
      const manifest = given(machine.read(join(folder, 'package.json')));
      const version = manifest === undefined ? undefined : /"version"\s*:\s*"([^"]+)"/.exec(manifest)?.[1];
      if (version !== undefined) return { folder, version };
    }
  }
  return undefined;
};

const names: readonly NpmName[] = [
  '@kindling/torch',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-node',
  'koffi',
  'webgpu',
];

export const probePackages = (machine: Machine): NpmPackages =>
  Object.fromEntries(names.map((name) => [name, findPackage(machine, name)])) as NpmPackages;

/** What the TensorFlow that it downloads is linked with. */
const cuda11 = ({ platform }: Machine): readonly string[] =>
  platform === 'win32' ? ['cudart64_110.dll', 'cudnn64_8.dll'] : ['libcudart.so.11.0', 'libcudnn.so.8'];

const lacksOf = async (machine: Machine): Promise<readonly string[]> => {
  const opened = await Promise.all(cuda11(machine).map((name) => machine.open(name, {})));
  return cuda11(machine).filter((_, i) => (opened[i] as Partial<NotOpened>).notOpened === 'absent');
};

export const probeTfjsNodeGpu = async (machine: Machine): Promise<TfjsNodeGpu | undefined> => {
  const found = findPackage(machine, '@tensorflow/tfjs-node-gpu');
  if (found === undefined) return undefined;
  const { join } = pathsOf(machine);
  const lib = join(found.folder, 'lib');
  const folders = (given(machine.list(lib)) ?? []).filter((name) => name.startsWith('napi-v'));
  const hasBinding = folders.some((name) => given(machine.list(join(lib, name)))?.includes('tfjs_binding.node'));
  return { ...found, hasBinding, lacks: await lacksOf(machine) };
};
