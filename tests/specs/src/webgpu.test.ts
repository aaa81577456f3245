import { lacksSoftwareGpu } from '@tests/kit/softwareGpu';
import { describe, expect, test } from 'vitest';
import { bundle } from './bundle.ts';
import { compare } from './compare.ts';
import { run } from './run.ts';

/** Suites of kernels of ours that are not long; src/countWebgpu.ts runs all. */
const only = '^(transpose|maxPool|unsortedSegmentSum|cumsum|argmax|Reduction: argmax|log |sigmoid|matmul|1D FFT|fft)';

describe.skipIf(lacksSoftwareGpu !== undefined)(`webgpu (${lacksSoftwareGpu ?? 'SwiftShader'})`, () => {
  test('no spec of kernels of ours fails that passes as published', { timeout: 600_000 }, async () => {
    const program = await bundle();
    const published = await run(program, { backend: 'webgpu', seed: 1, only });
    const installed = await run(program, { backend: 'webgpu', seed: 1, only, kernels: true });
    const { passed, lost } = compare([published], installed);
    expect(passed.length).toBeGreaterThan(50);
    expect(Object.fromEntries(lost)).toEqual({});
  });
});
