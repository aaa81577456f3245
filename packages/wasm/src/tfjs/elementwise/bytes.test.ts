import { expect, test } from 'vitest';
import { testDevice } from '../../../testing/testDevice.ts';
import { ofBytes } from './bytes.ts';

test('bytes become numbers from 0 to 255, at every length to 40', () => {
  for (const device of [testDevice(), testDevice({ parts: 3 })]) {
    for (const dtype of ['float32', 'int32'] as const) {
      for (let length = 0; length <= 40; length++) {
        const bytes = Array.from({ length }, (_, i) => (i * 37 + 128) % 256);
        const y = ofBytes(device, device.tensor(bytes, [length], 'bool'), dtype);
        expect([y.dtype, y.shape, [...device.numbers(y)]]).toEqual([dtype, [length], bytes]);
      }
    }
  }
});
