import { expect, it } from 'vitest';
import { fastest } from './fastest.ts';

it('takes the shortest step', () => expect(fastest({ wasm: 3.1, webgpu: 2.9, cpu: 300 })).toBe('webgpu'));

it('has no choice with fewer than two', () => {
  expect(fastest({})).toBeUndefined();
  expect(fastest({ wasm: 3.1 })).toBeUndefined();
});
