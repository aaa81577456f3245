// internal: tfjs-node as a backend
import { platform } from '@kindling/core';
import { engine, registerBackend, removeBackend, setBackend, version_core } from '@tensorflow/tfjs-core';
import type { StartedBackend } from '../backend.ts';
import type { Native } from '../native/native.ts';
import { findNvidiaGpu, type NvidiaGpu } from '../native/nvidiaGpu.ts';
import { type Engine, provideEngine } from './engine.ts';
import { findNodePackage, type NodePackage } from './nodePackage.ts';
import { repairKernels } from './repairs.ts';

/** Under which tfjs-node registers itself and its kernels. */
const backendName = 'tensorflow';

export const startTensorflow: Native['startTensorflow'] = async ({ name, onlyGpu, threads }) => {
  const nodePackage = findNodePackage(name);
  const remedy = `npm install --ignore-scripts ${name}@${version_core} koffi`;
  if (nodePackage === undefined) return { absent: 'not installed', remedy };
  if (nodePackage.version !== version_core) {
    return { absent: `in version ${nodePackage.version}, which does not go with tfjs-core ${version_core}`, remedy };
  }
  const gpu = await findNvidiaGpu();
  if (onlyGpu && gpu === undefined) {
    return { absent: 'without a GPU: no NVIDIA driver answers, or it leaves no GPU to this process' };
  }
  const found = await provideEngine({ nodePackage, gpu: onlyGpu ? gpu : undefined, threads });
  if ('absent' in found) return found;
  await use(nodePackage, found);
  return described(nodePackage, found, gpu);
};

/** Which engine the backend that is registered runs over. */
let registered: Engine | undefined;
/** Kernels are registered once, and stay. */
let repaired = false;

const use = async (nodePackage: NodePackage, found: Engine): Promise<void> => {
  if (registered !== found || !(backendName in engine().registryFactory)) {
    const create = nodePackage.load();
    if (!repaired) repairKernels(backendName);
    repaired = true;
    if (backendName in engine().registryFactory) removeBackend(backendName);
    registerBackend(backendName, () => create(found.addon), 3);
    registered = found;
  }
  await setBackend(backendName);
};

const described = ({ name, version }: NodePackage, found: Engine, gpu: NvidiaGpu | undefined): StartedBackend => {
  const { addon, versions, threads } = found;
  const onGpu = addon.isUsingGpuDevice();
  return {
    device: onGpu ? (gpu?.name ?? 'a GPU') : platform.device(threads ?? Number.POSITIVE_INFINITY),
    versions: {
      '@tensorflow/tfjs-core': version_core,
      [name]: version,
      tensorflow: addon.TF_Version,
      ...versions,
      ...(onGpu && gpu !== undefined ? { driver: gpu.driver } : {}),
    },
    lacks: onGpu || gpu === undefined ? [] : [`the ${gpu.name}: TensorFlow ${addon.TF_Version} does not see it`],
  };
};
