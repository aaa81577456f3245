import { type GradConfig, getGradient, registerGradient, unregisterGradient } from '@tensorflow/tfjs-core';
import { arithmetic } from './arithmetic.ts';
import { convolutions } from './convolutions.ts';
import { elementwise } from './elementwise.ts';
import { fused } from './fused.ts';
import { pooling } from './pooling.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { shapes } from './shapes.ts';

/** The gradients that layers, activations, losses and regularizers need: `compile` registers them. */
export const neededGradients: readonly GradConfig[] = [
  ...arithmetic,
  ...elementwise,
  ...products,
  ...reductions,
  ...shapes,
  ...convolutions,
  ...pooling,
  ...fused,
];

/**
 * Registers gradients with tfjs-core, which has none by itself. A kernel that has one keeps it. The undo takes out what
 * this call put in, once.
 */
export const registerGradients = (configs: readonly GradConfig[]): (() => void) => {
  const added = configs.filter((config) => {
    if (getGradient(config.kernelName) !== undefined) return false;
    registerGradient(config);
    return true;
  });
  return () => {
    for (const config of added.splice(0)) {
      if (getGradient(config.kernelName) === config) unregisterGradient(config.kernelName);
    }
  };
};
