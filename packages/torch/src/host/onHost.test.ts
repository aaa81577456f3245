import { platform } from '@kindling/core';
import { Bincount, type BincountAttrs, engine, type NamedAttrMap, tensor, tidy } from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import { onTorch } from '../../testing/onTorch.ts';
import type { TorchBackend } from '../tfjs/backend.ts';
import { onHost } from './onHost.ts';

/** The backend as it is, but for what it says of itself. */
const as = (says: { readonly device: 'cpu' | 'cuda'; readonly strict: boolean }): TorchBackend => {
  const backend = engine().backend as TorchBackend;
  return Object.create(backend, {
    torch: { value: { ...backend.torch, device: says.device } },
    strict: { value: says.strict },
  });
};

const count = (backend: TorchBackend): number[] =>
  tidy(() => {
    const inputs = { x: tensor([0, 2, 2], [3], 'int32'), weights: tensor([], [0]) };
    const attrs = { size: 3 } satisfies BincountAttrs as unknown as NamedAttrMap;
    const { dataId, ...info } = [onHost(Bincount, { inputs, attrs, backend })].flat()[0]!;
    const values = [...(backend.readSync(dataId) as Float32Array)];
    expect(info.shape).toEqual([3]);
    backend.disposeData(dataId);
    return values;
  });

onTorch('kernels on the host', () => {
  test('compute there, and say so once by name on a GPU', () => {
    const warn = vi.spyOn(platform, 'warn').mockImplementation(() => undefined);
    expect(count(as({ device: 'cpu', strict: false }))).toEqual([1, 0, 2]);
    expect(warn).not.toHaveBeenCalled();
    for (let i = 0; i < 2; i++) expect(count(as({ device: 'cuda', strict: false }))).toEqual([1, 0, 2]);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn).toHaveBeenCalledWith(
      'torch: Bincount has no kernel on cuda for these inputs: it runs on the host, and waits for the device each time',
    );
    warn.mockRestore();
  });

  test('are refused where that was asked for', () => {
    expect(() => count(as({ device: 'cuda', strict: true }))).toThrow(
      "torch: Bincount has no kernel on cuda for these inputs, and strict refuses the host's",
    );
  });

  test('a name that nobody has is an error', () => {
    expect(() => onHost('Nothing', { inputs: {}, backend: as({ device: 'cpu', strict: false }) })).toThrow(
      'torch: there is no kernel Nothing',
    );
  });
});
