import { afterEach, expect, test, vi } from 'vitest';
import { findGpu } from './browser.ts';

afterEach(() => vi.unstubAllGlobals());

test('a page without WebGPU is told why', async () => {
  for (const navigator of [undefined, {}]) {
    vi.stubGlobal('navigator', navigator);
    await expect(findGpu()).rejects.toThrow(
      'webgpu: it is not there, because the browser has no WebGPU, or the page is not served over https or localhost',
    );
  }
});

test('what the browser has is given, and nothing of Linux is said', async () => {
  const gpu = {};
  vi.stubGlobal('navigator', { gpu });
  const found = await findGpu();
  expect(found.gpu).toBe(gpu);
  expect(JSON.stringify(found.whyNoAdapter())).not.toMatch(/vulkan|apt/i);
});
