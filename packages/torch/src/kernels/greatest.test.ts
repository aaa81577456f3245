import {
  backend_util,
  grad,
  maxPool,
  maxPool3d,
  sum,
  type Tensor4D,
  tensor4d,
  tensor5d,
  tidy,
} from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onTorch, torchInUse } from '../../testing/onTorch.ts';
import { greatest } from './greatest.ts';
import { windowOf } from './window.ts';

const numbers = [
  Number.NaN,
  1,
  Number.NaN,
  Number.NaN,
  2,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
];
const wanted = [1, Number.NaN, 2, Number.NEGATIVE_INFINITY];

onTorch('the greatest of a window', () => {
  test('NaN is passed over, and stays where there is nothing else', () =>
    tidy(() => {
      const x = tensor4d(numbers, [1, 1, 8, 1]);
      expect([...maxPool(x, [1, 2], [1, 2], 'valid').dataSync()]).toEqual(wanted);
      const deep = maxPool3d(tensor5d(numbers, [1, 1, 1, 8, 1]), [1, 1, 2], [1, 1, 2], 'valid');
      expect([...deep.dataSync()]).toEqual(wanted);
    }));

  test('the gradient goes to the number that was chosen', () =>
    tidy(() => {
      const x = tensor4d([Number.NaN, 1, 3, 2], [1, 1, 4, 1]);
      const slope = grad((each) => sum(maxPool(each as Tensor4D, [1, 2], [1, 2], 'valid')));
      expect([...slope(x).dataSync()]).toEqual([0, 1, 1, 0]);
    }));

  test('a GPU, which is not waited for, has the same', () => {
    const torch = torchInUse();
    const info = backend_util.computePool2DInfo([1, 1, 8, 1], [1, 2], [1, 2], 1, 'valid');
    torch.scope(() => {
      const x = torch.upload(Float32Array.from(numbers), [1, 1, 1, 8], 'float32');
      const { values } = greatest(x, windowOf(info), 2, { ...torch, device: 'cuda' });
      expect([...torch.download(torch.packed(values), 4, 'float32')]).toEqual(wanted);
    });
  });
});
