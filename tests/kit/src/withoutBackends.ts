import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core';

/** As where no backend was imported: takes those that there are away. The result puts them back; their tensors are gone. */
export const withoutBackends = (): (() => void) => {
  const factories = Object.entries(engine().registryFactory as Readonly<Record<string, Factory>>);
  for (const [name] of factories) removeBackend(name);
  return () => {
    for (const [name, { factory, priority }] of factories) registerBackend(name, factory, priority);
  };
};

type Factory = Readonly<{ factory: Parameters<typeof registerBackend>[1]; priority: number }>;
