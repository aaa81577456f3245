// internal: kernels that sort, or look into what is sorted
import { SearchSorted, type SearchSortedAttrs, TopK, type TopKAttrs } from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { sizeOf } from '../tensors/tensors.ts';
import { part } from '../tensors/views.ts';
import { reshaped, typeOf } from './moving.ts';

export const sorting: readonly TorchKernel[] = [
  // Sorted in full and stable: of equal numbers tfjs gives the first.
  kernel<'x', TopKAttrs>(TopK, ({ x }, { k }, torch) => {
    const length = x.shape.at(-1) ?? 1;
    const shape = [...x.shape.slice(0, -1), k];
    const rows = sizeOf(x.shape.slice(0, -1));
    if (sizeOf(shape) === 0) {
      return [
        torch.output(torch.empty(shape, typeOf(x)), shape, typeOf(x)),
        torch.output(torch.empty(shape, 'int32'), shape, 'int32'),
      ];
    }
    const [values, places] = torch.sort(torch.input(x, [rows, length]), true, 1, true);
    const first = (sorted: typeof values) => torch.packed(part(torch, sorted, [rows, length], [0, 0], [rows, k]));
    return [
      reshaped(first(values), shape, typeOf(x), torch),
      reshaped(torch.to(first(places), 'int32'), shape, 'int32', torch),
    ];
  }),
  kernel<'sortedSequence' | 'values', SearchSortedAttrs>(
    SearchSorted,
    ({ sortedSequence, values }, { side }, torch) => {
      const [sorted, given] = [torch.input(sortedSequence), torch.input(values)];
      const places = torch.searchSorted(sorted, given, true, side === 'right', undefined, undefined);
      return torch.output(places, values.shape, 'int32');
    },
  ),
];
