// internal: tensors summed over processes
import { capabilities, held, isShared, readTensors, release, type Summed, tidied } from '@kindling/core';
import { mul, type Tensor, tensor } from '@tensorflow/tfjs-core';

type Sum = (arrays: readonly Summed[]) => void;

/**
 * The sums in place of the numbers. Where the backend shows its memory, they are added there, and the tensors stay;
 * elsewhere they are read and uploaded, which takes a wait where the backend can't read at once.
 */
export const sumTensors = (tensors: readonly Tensor[], sum: Sum): readonly Tensor[] | Promise<readonly Tensor[]> => {
  const { hostView, readsAtOnce } = capabilities();
  if (hostView !== undefined) return inPlace(tensors, hostView, sum);
  if (readsAtOnce)
    return replaced(
      tensors,
      tensors.map((each) => each.dataSync() as Float32Array),
      sum,
    );
  return readTensors(tensors).then((read) => replaced(tensors, read as Float32Array[], sum));
};

/** Copies first where numbers are in several hands: a view of memory does not outlive an allocation. */
const inPlace = (
  tensors: readonly Tensor[],
  hostView: (tensor: Tensor) => Float32Array,
  sum: Sum,
): readonly Tensor[] => {
  const seen = new Set<object>();
  const alone = tensors.map((each) => {
    const isAlone = !isShared(each) && !seen.has(each.dataId);
    seen.add(each.dataId);
    return isAlone ? each : held(tidied(() => mul(each, 1)));
  });
  release(tensors, alone);
  sum(alone.map(hostView));
  return alone;
};

const replaced = (tensors: readonly Tensor[], read: readonly Float32Array[], sum: Sum): readonly Tensor[] => {
  const arrays = read.map((values) => Float32Array.from(values));
  const shapes = tensors.map(({ shape }) => shape);
  release(tensors);
  sum(arrays);
  return arrays.map((values, i) => held(tensor(values, shapes[i]!, 'float32')));
};
