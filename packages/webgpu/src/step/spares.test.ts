import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { WebgpuBackend } from '../tfjs/backend.ts';
import { createSpares } from './spares.ts';

interface Data {
  resource: unknown;
  values: unknown;
  external?: boolean;
}

/** A backend of one tensor, whose buffers are counted. */
const backendWith = (data: Data) => {
  const released: unknown[] = [];
  let made = 0;
  const backend = {
    tensorMap: { get: () => data },
    bufferManager: {
      acquireBuffer: (size: number, usage: number) => ({ name: `spare ${made++}`, size, usage }),
      releaseBuffer: (buffer: unknown) => void released.push(buffer),
    },
  } as unknown as WebgpuBackend;
  return { spares: createSpares(backend), released };
};

const own = { name: 'own', size: 8, usage: 1 };
const dataId = {};

beforeAll(() => {
  vi.stubGlobal('GPUBufferUsage', { STORAGE: 1, COPY_SRC: 2, COPY_DST: 4 });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

test('two buffers are exchanged again and again, and what the host knew of one is forgotten', () => {
  const data: Data = { resource: own, values: [1, 2] };
  const { spares, released } = backendWith(data);
  const spare = spares.of(dataId);
  expect(spare).toMatchObject({ size: 8 });
  expect(spares.wasExchanged(dataId)).toBe(false);
  expect(spares.of(dataId)).toBe(spare);
  spares.exchange(dataId, 'float32');
  expect(data).toMatchObject({ resource: spare, values: null });
  expect(spares.of(dataId)).toBe(own);
  spares.exchange(dataId, 'float32');
  expect(data.resource).toBe(own);
  expect(released).toEqual([]);
  spares.drop(dataId);
  spares.drop(dataId);
  expect([released, spares.wasExchanged(dataId)]).toEqual([[spare], true]);
});

test('a buffer of somebody else is left to them', () => {
  const data: Data = { resource: own, values: null, external: true };
  const { spares, released } = backendWith(data);
  const spare = spares.of(dataId);
  spares.exchange(dataId, 'float32');
  expect(data).toEqual({ resource: spare, values: null, external: false, dtype: 'float32' });
  expect(spares.of(dataId)).not.toBe(own);
  spares.drop(dataId);
  expect(released).not.toContain(own);
});
