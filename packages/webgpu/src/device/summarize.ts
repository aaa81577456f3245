// internal: what an adapter says of itself, in words
import type { AdapterSummary } from './adapter.ts';

type Info = Partial<Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'description' | 'device' | 'isFallbackAdapter'>>;

const programs: readonly (readonly [RegExp, string])[] = [
  [/swiftshader/i, 'SwiftShader'],
  [/llvmpipe|lavapipe/i, 'llvmpipe'],
  [/microsoft basic render/i, 'Microsoft Basic Render Driver'],
];

const wordsOf = ({ vendor, architecture, description, device }: Info): string =>
  [vendor, architecture, description, device].filter((word) => word).join(' ');

const capitals: Readonly<Record<string, string>> = {
  amd: 'AMD',
  apple: 'Apple',
  arm: 'ARM',
  intel: 'Intel',
  nvidia: 'NVIDIA',
  qualcomm: 'Qualcomm',
};

const nameOf = (info: Info, isSoftware: boolean): string => {
  if (isSoftware) {
    const words = wordsOf(info);
    const program = programs.find(([pattern]) => pattern.test(words))?.[1] ?? words;
    return program === '' ? 'software GPU' : `software GPU (${program})`;
  }
  const { vendor = '', architecture, description } = info;
  const named = [capitals[vendor.toLowerCase()] ?? vendor, architecture].filter((word) => word).join(' ');
  return named === '' ? description || 'GPU of an unknown maker' : `${named} GPU`;
};

export const summarize = (info: Info): AdapterSummary => {
  const words = wordsOf(info);
  const isSoftware = info.isFallbackAdapter === true || programs.some(([pattern]) => pattern.test(words));
  return {
    name: nameOf(info, isSoftware),
    vendor: info.vendor ?? '',
    architecture: info.architecture ?? '',
    description: info.description ?? '',
    isSoftware,
  };
};
