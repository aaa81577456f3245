// internal: @kindling/torch as a backend
import { packageVersion } from '@kindling/core';
import { version_core } from '@tensorflow/tfjs-core';
import type { AbsentBackend, StartedBackend } from '../backend.ts';
import { isMissing } from '../peer.ts';
import type { Native } from './native.ts';
import { findNvidiaGpu } from './nvidiaGpu.ts';

const peerName = '@kindling/torch';

type Torch = typeof import('@kindling/torch');

const load = async (): Promise<Torch | AbsentBackend> => {
  try {
    return await import('@kindling/torch');
  } catch (error) {
    const remedy = `npm install ${peerName}`;
    return {
      absent: isMissing(error, peerName) ? 'not installed' : `installed but cannot be loaded: ${error}`,
      remedy,
    };
  }
};

export const startTorch: Native['startTorch'] = async (wanted) => {
  const torch = await load();
  if ('absent' in torch) return torch;
  let installed: Awaited<ReturnType<Torch['install']>>;
  try {
    installed = await torch.install(wanted);
  } catch (error) {
    if (!(error instanceof torch.TorchAbsentError)) throw error;
    return { absent: error.reason, remedy: error.remedy };
  }
  return described(installed);
};

const described = async ({
  device,
  deviceName,
  versions,
}: Awaited<ReturnType<Torch['install']>>): Promise<StartedBackend> => {
  const [own, gpu] = [
    await packageVersion(peerName, import.meta.url),
    device === 'cuda' ? await findNvidiaGpu() : undefined,
  ];
  return {
    device: deviceName,
    versions: {
      '@tensorflow/tfjs-core': version_core,
      ...(own === undefined ? {} : { [peerName]: own }),
      ...(versions.torch === undefined ? {} : { torch: versions.torch }),
      ...(gpu === undefined ? {} : { driver: gpu.driver }),
    },
  };
};
