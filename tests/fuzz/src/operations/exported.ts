import * as tfjs from '@tensorflow/tfjs-core';

type Called = (...args: never[]) => unknown;

/** What tfjs-core exports by this name: `image.resizeBilinear`. */
export const exported = (name: string): Called => {
  let found: unknown = tfjs;
  for (const part of name.split('.')) found = (found as Record<string, unknown>)[part];
  if (typeof found !== 'function') throw new Error(`tfjs-core exports no ${name}`);
  return found as Called;
};

const isClass = (value: unknown): boolean => /^class /.test(Function.prototype.toString.call(value));

/** The names of all functions that it exports, those of its objects too: `image.resizeBilinear`. */
export const exportedNames = (): readonly string[] => {
  const objects = ['fused', 'image', 'linalg', 'losses', 'math', 'signal', 'sparse', 'spectral', 'string'];
  return Object.entries(tfjs).flatMap(([name, value]) => {
    if (objects.includes(name)) return Object.keys(value).map((member) => `${name}.${member}`);
    return typeof value === 'function' && !isClass(value) ? [name] : [];
  });
};
