import { MemoryError } from '@kindling/core';
import { fill, matMul, memory, ones, tidy } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { TorchMemoryError } from './torchMemoryError.ts';

onTorch('tensors', () => {
  test('memory that can’t be had is an error that says sizes, and nothing else is lost', () => {
    const before = memory();
    const ask = () => fill([1e6, 1e7], 1);
    expect(ask).toThrow(TorchMemoryError);
    expect(ask).toThrow(MemoryError); // what a trainer goes on after
    expect(ask).toThrow(/torch: no memory on cpu for float32 \[1000000, 10000000\]: .*40000000000000 bytes/);
    // A result that is too large: of an operator.
    tidy(() => {
      expect(() => matMul(fill([3e6, 1], 0), fill([1, 3e6], 0))).toThrow(
        /no memory on cpu for mm: .*36000000000000 bytes/,
      );
    });
    expect(memory().numTensors).toBe(before.numTensors);
    expect(torchInUse().held()).toBe(0);
    tidy(() => {
      expect([...matMul(ones([1, 2]), ones([2, 1])).dataSync()]).toEqual([2]);
    });
  });

  test('what a scope made is freed at its end, unless it was claimed', () => {
    const torch = torchInUse();
    const kept = torch.scope(() => {
      torch.zeros([2], 'float32');
      const claimed = torch.claim(torch.full([2], 3, 'float32'));
      expect(torch.held()).toBe(1);
      return claimed;
    });
    expect(torch.held()).toBe(0);
    expect([...torch.download(kept, 2, 'float32')]).toEqual([3, 3]);
    torch.free(kept);
    expect(() => torch.scope(() => torch.mm(torch.zeros([2, 3], 'float32'), torch.zeros([2, 3], 'float32')))).toThrow(
      /^torch: mm: /,
    );
    expect(torch.held()).toBe(0);
  });
});
