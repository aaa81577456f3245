import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** Takes all backends away, as where none was imported. The result puts them back; their tensors are gone. */
export const withoutBackends = (): (() => void) => {
  const factories = Object.entries(engine().registryFactory as Readonly<Record<string, Factory>>);
  for (const [name] of factories) removeBackend(name);
  return () => {
    for (const [name, { factory, priority }] of factories) registerBackend(name, factory, priority);
  };
};

type Factory = Readonly<{ factory: Parameters<typeof registerBackend>[1]; priority: number }>;
