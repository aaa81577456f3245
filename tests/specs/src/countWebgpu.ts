// Runs all specs on webgpu, as published and with our kernels, and writes webgpu.md. It takes minutes of two cores.
import { writeFileSync } from 'node:fs';
import { bundle } from './bundle.ts';
import { compare } from './compare.ts';
import { run } from './run.ts';
import { webgpuSection } from './webgpuSection.ts';

const program = await bundle();
const limit = 3_600_000;
const [published, installed] = await Promise.all([
  run(program, { backend: 'webgpu', seed: 1 }, limit),
  run(program, { backend: 'webgpu', seed: 1, kernels: true }, limit),
]);
const comparison = compare([published], installed);
writeFileSync(new URL('../webgpu.md', import.meta.url), webgpuSection(comparison));
console.log(Object.fromEntries(comparison.lost));
