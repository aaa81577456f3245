// tfjs-layers first: importing it is what registers tfjs-core's gradients.
import '@tensorflow/tfjs-layers';
import { needed } from '@internal/gradients';
import { type GradConfig, getGradient, registerGradient, unregisterGradient } from '@tensorflow/tfjs-core';

const register = (configs: readonly GradConfig[]): void => {
  for (const config of configs) {
    unregisterGradient(config.kernelName);
    registerGradient(config);
  }
};

/**
 * Gradients are global to tfjs, and the import of tfjs-layers registers tfjs-core's own, which `compile` leaves as they are.
 * Each contestant runs with those it would have alone.
 */
const ofPeer = needed.map(({ kernelName }) => getGradient(kernelName)).filter((config) => config !== undefined);

export const useOurs = (): void => register(needed);
export const useTheirs = (): void => register(ofPeer);
