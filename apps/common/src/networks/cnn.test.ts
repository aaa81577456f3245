import { expect, test } from 'vitest';
import { cnn } from './cnn.ts';

test("it is the book's", () => {
  const net = cnn([32, 32, 3], 10);
  const summary = net.summary();
  expect(summary).toContain('Total params: 592,554');
  expect(summary).toContain('Trainable params: 591,914');
  expect(net.outputShape).toEqual([null, 10]);
  const types = [...summary.matchAll(/│ (?:\w+ )?\((\w+)\)/g)].map(([, type]) => type);
  const block = ['Conv2D', 'BatchNormalization', 'LeakyReLU'];
  const head = ['Flatten', 'Dense', 'BatchNormalization', 'LeakyReLU', 'Dropout', 'Dense'];
  expect(types).toEqual([...block, ...block, ...block, ...block, ...head]);
});

test('each second convolution halves the picture', () => {
  const shapes = [
    ...cnn([28, 30, 1], 3)
      .summary()
      .matchAll(/Conv2D\) +│ \(([^)]*)\)/g),
  ].map(([, shape]) => shape);
  expect(shapes).toEqual(['None, 28, 30, 32', 'None, 14, 15, 32', 'None, 14, 15, 64', 'None, 7, 8, 64']);
});
