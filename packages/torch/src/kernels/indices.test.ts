import {
  gather,
  gatherND,
  oneHot,
  scatterND,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  unsortedSegmentSum,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { checkedIndices } from './indices.ts';

onTorch('indices out of range', () => {
  test('are refused on a CPU, where they are at hand', () =>
    tidy(() => {
      const x = tensor([1, 2, 3]);
      for (const index of [3, -1]) {
        expect(() => gather(x, tensor1d([0, index], 'int32'))).toThrow(`the index value ${index} is not in [0, 2]`);
      }
      expect(() => gatherND(x, tensor2d([[3]], [1, 1], 'int32'))).toThrow(
        'GatherNd: the index value 3 is not in [0, 2]',
      );
      expect(() => scatterND(tensor2d([[4]], [1, 1], 'int32'), tensor([1]), [4])).toThrow('not in [0, 3]');
    }));

  test('never reach a kernel of CUDA: the rows are NaN, the rest is right', () => {
    const torch = torchInUse();
    torch.scope(() => {
      const given = torch.upload(Int32Array.of(1, 7, -1, 0), [4], 'int32');
      const x = { dataId: {}, shape: [2], dtype: 'float32' } as const;
      const { places, mark } = checkedIndices('test', given, 2, { ...x, shape: [2] }, { ...torch, device: 'cuda' });
      expect([...torch.download(places, 4, 'int32')]).toEqual([1, 1, 0, 0]);
      const taken = torch.indexSelect(torch.upload(Float32Array.of(5, 6), [2], 'float32'), 0, places);
      expect([...torch.download(torch.packed(mark(taken, [4])), 4, 'float32')]).toEqual([6, Number.NaN, Number.NaN, 5]);
    });
  });

  test('give an empty row of oneHot and count in no segment, as in tfjs', () =>
    tidy(() => {
      expect([...oneHot(tensor1d([1, 5, -1], 'int32'), 2).dataSync()]).toEqual([0, 1, 0, 0, 0, 0]);
      expect([...unsortedSegmentSum(tensor([1, 2, 4]), tensor1d([0, 9, -3], 'int32'), 2).dataSync()]).toEqual([1, 0]);
    }));
});
