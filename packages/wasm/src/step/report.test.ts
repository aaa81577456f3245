import { expect, it } from 'vitest';
import { placeOf } from '../recording/places.ts';
import type { Launch, Region } from '../recording/recording.ts';
import type { Split } from '../runtime.ts';
import { reportOf } from './report.ts';
import { touchedBy } from './touched.ts';

const regions: readonly Region[] = [
  { kind: 'tensor', index: 7, bytes: 100 },
  { kind: 'constant', data: new Uint8Array(20) },
  { kind: 'made', bytes: 60 },
  { kind: 'table', words: [placeOf(0), placeOf(2), 5] },
];
const launch = (args: readonly number[], split: Partial<Split> = {}): Launch => ({
  of: 'Relu',
  key: 'unary',
  write: () => undefined,
  args,
  split: { count: 8, work: 1, ...split },
});
/** Of launches that write to their last argument. */
const reported = (...launches: readonly Launch[]) => {
  const touches = new Map(
    launches.map((each) => [each, touchedBy(each, new Set([each.args.length - 1]), regions)] as const),
  );
  return reportOf({ groups: [{ launches, chunks: 2 }] }, touches, regions);
};

it('bytes are those of the regions, each once; a tensor has its number', () => {
  const one = launch([placeOf(0), placeOf(0) + 8, placeOf(1), 3, placeOf(2)], { flops: 15 });
  expect(reported(one)).toEqual({
    text: 'Relu: unary x 2',
    launches: [{ name: 'Relu: unary', flops: 15, bytesRead: 120, bytesWritten: 60, tensors: [7] }],
  });
});

it('a table is read, and what it leads to', () => {
  const [told] = reported(launch([placeOf(3), placeOf(2)])).launches;
  expect(told).toMatchObject({ flops: undefined, bytesRead: 12 + 100 + 60, bytesWritten: 60, tensors: [7] });
});

it('what a launch says that it moves goes before', () => {
  const [told] = reported(launch([placeOf(0), placeOf(2)], { moved: { read: 1, written: 2 } })).launches;
  expect(told).toMatchObject({ bytesRead: 1, bytesWritten: 2, tensors: [7] });
});

it('the launches of all groups are told, in the order of the text', () => {
  const [one, other] = [launch([placeOf(1), placeOf(2)]), { ...launch([placeOf(0), placeOf(2)]), of: 'Elu' }];
  expect(reported(one, other).launches.map(({ name }) => name)).toEqual(['Relu: unary', 'Elu: unary']);
});
