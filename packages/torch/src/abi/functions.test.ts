import { lacksTorch, provideTorch } from '@tests/kit/python';
import type { LibraryHandle } from 'koffi';
import { expect, test } from 'vitest';
import { findTorch } from '../library/findTorch.ts';
import { openTorch } from '../library/openTorch.ts';
import { operators } from '../operators/table.ts';
import { createTensors } from '../tensors/tensors.ts';
import { operatorCalls } from './callOperator.ts';
import { bindAbi } from './functions.ts';

/** A library that lacks functions of these names, as older ones do. */
const without = (library: LibraryHandle, names: readonly string[]): LibraryHandle => ({
  ...library,
  func: (...definition: [string, ...unknown[]]) => {
    if (names.includes(definition[0])) throw new Error(`Cannot find function '${definition[0]}' in shared library`);
    return (library.func as (...given: unknown[]) => ReturnType<LibraryHandle['func']>)(...definition);
  },
});

test.skipIf(lacksTorch !== undefined)(
  `libraries from before 2.13 are called too, on PyTorch (${lacksTorch ?? 'CPU'})`,
  () => {
    provideTorch();
    const { main } = openTorch(findTorch());
    const old = without(main, ['torch_new_stable_ivalue', 'torch_exception_get_what_without_backtrace']);
    const abi = bindAbi(old, 'cpu', old);
    const tensors = createTensors(abi, 'cpu', 0);
    const { sum, mm } = operatorCalls(operators, abi, tensors);
    tensors.scope(() => {
      const x = tensors.full([2, 3], 2, 'float32');
      // Lists and types that may be left out go through memory that libtorch frees.
      for (let i = 0; i < 1000; i++) tensors.scope(() => sum(x, [1], false, 'float64'));
      expect([...tensors.download(sum(x, [1], false, 'float32'), 2, 'float32')]).toEqual([6, 6]);
      expect([...tensors.download(sum(x, undefined, false, undefined), 1, 'float32')]).toEqual([12]);
      expect(() => mm(x, x)).toThrow('torch: mm: PyTorch wrote the reason to the error output');
    });
  },
);
