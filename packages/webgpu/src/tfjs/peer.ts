// internal: loads tfjs's webgpu backend
import { version_core } from '@tensorflow/tfjs-core';
import { GpuAbsentError } from '../gpu/absent.ts';

const name = '@tensorflow/tfjs-backend-webgpu';

export type Peer = typeof import('@tensorflow/tfjs-backend-webgpu');

/** @throws GpuAbsentError with what to install, where it is not there */
export const loadPeer = async (): Promise<Peer> => {
  try {
    return await import('@tensorflow/tfjs-backend-webgpu');
  } catch (cause) {
    throw new GpuAbsentError(
      `not there, because ${name} is not installed or can't be loaded`,
      `npm install ${name}@${version_core}`,
      { cause },
    );
  }
};
