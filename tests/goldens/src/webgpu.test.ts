import { lacksSoftwareGpu } from '@tests/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useWebgpu, webgpuFindings } from './webgpu.ts';

const skipped = lacksSoftwareGpu === undefined ? '' : `, skipped: ${lacksSoftwareGpu}`;

describe.skipIf(lacksSoftwareGpu !== undefined)(`webgpu on SwiftShader${skipped}`, () => {
  let undo = async () => {};
  beforeAll(async () => {
    undo = await useWebgpu();
  });
  afterAll(() => undo());

  test('webgpu.json says what works there, as it is found here', { timeout: 400_000 }, async () => {
    const found = `${JSON.stringify(await webgpuFindings(), null, 2)}\n`;
    await expect(found).toMatchFileSnapshot('../webgpu.json');
  });
});
