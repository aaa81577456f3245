import { MemoryError } from '@kindling/core';
import { fill, matMul, memory, ones, tidy } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { type Abi, bindAbi } from '../abi/functions.ts';
import { findTorch } from '../library/findTorch.ts';
import { openTorch } from '../library/openTorch.ts';
import { createTensors } from './tensors.ts';
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

  describe('uploads to a GPU', () => {
    type Pinned = (abi: Abi) => Abi['emptyPinned'];

    /** PyTorch's CPU under the name of a GPU, with what is asked of it. */
    const gpu = (emptyPinned: Pinned) => {
      const { main } = openTorch(findTorch());
      const abi = bindAbi(main, 'cpu', main);
      const calls: string[] = [];
      const pinned = emptyPinned(abi);
      const told: Abi = {
        ...abi,
        devices: { ...abi.devices, cuda: abi.devices.cpu },
        copy: (to, from, nonBlocking) => {
          calls.push(nonBlocking === 0 ? 'copy' : 'copy later');
          return abi.copy(to, from, nonBlocking);
        },
        emptyPinned:
          pinned &&
          ((...given): number => {
            calls.push('pinned');
            return pinned(...given);
          }),
        deleteTensor: (tensor) => {
          calls.push('free');
          return abi.deleteTensor(tensor);
        },
      };
      return { calls, tensors: createTensors(told, 'cuda', 0) };
    };
    const values = Float32Array.of(1, 2, 3, 4, 5, 6);

    test('go through pinned memory, and nobody waits', () => {
      const { calls, tensors } = gpu((abi) => abi.emptyStrided);
      tensors.scope(() => {
        const array = values.slice();
        const made = tensors.upload(array, [2, 3], 'float32');
        expect(calls.splice(0)).toEqual(['pinned', 'copy', 'copy later', 'free', 'free']);
        array.fill(9);
        expect([tensors.shapeOf(made), [...tensors.download(made, 6, 'float32')]]).toEqual([[2, 3], [...values]]);
        tensors.upload(new Float32Array(0), [0, 3], 'float32');
      });
      expect([calls.includes('pinned'), tensors.held()]).toEqual([false, 0]);
    });

    const absent: Pinned = () => undefined;
    const refused: Pinned = () => () => 1;

    test.each([
      ['that libtorch lacks', absent, []],
      ['that can’t be had', refused, ['pinned']],
    ] as const)('go without pinned memory %s', (_, pinned, tried) => {
      const { calls, tensors } = gpu(pinned);
      tensors.scope(() => {
        const made = tensors.upload(values, [6], 'float32');
        expect(calls.splice(0)).toEqual([...tried, 'copy', 'free']);
        expect([...tensors.download(made, 6, 'float32')]).toEqual([...values]);
      });
    });
  });
});
