import { expect, test } from 'vitest';
import { launch, tapeOf } from '../../testing/tape.ts';
import { differenceOf, linesOf, type Region, reportOf, type Tape } from './recording.ts';

const one = tapeOf({ regions: ['tensor', 'constant', 'made'], launches: [launch([2], [0, 1], 'Multiply')] });

test('a launch is a line: its kernel, what it writes and reads, and its groups', () => {
  expect(linesOf(one)).toEqual(['Multiply (r2 r0 r1) x 1,1,1']);
});

test('a report tells bytes of what is read and written, and which tensors', () => {
  expect(reportOf([{ ...one.launches[0]!, flops: 7 }], one.regions)).toEqual({
    text: 'Multiply (r2 r0 r1) x 1,1,1',
    launches: [{ name: 'Multiply', flops: 7, bytesRead: 8, bytesWritten: 4, tensors: [0] }],
  });
  const [square] = reportOf([launch([2], [0, 0], 'Multiply')], one.regions).launches;
  expect(square).toMatchObject({ bytesRead: 4, tensors: [0] });
  const two = reportOf([one.launches[0]!, launch([2], [0], 'Add')], one.regions);
  expect(two.text).toBe('Multiply (r2 r0 r1) x 1,1,1 | Add (r2 r0) x 1,1,1');
  expect(two.launches.map(({ name }) => name)).toEqual(['Multiply', 'Add']);
});

test('two recordings of a function agree, or differ by what is told', () => {
  const changed = (change: Partial<Tape>): string | undefined => differenceOf(one, { ...one, ...change });
  expect(changed({})).toBeUndefined();
  const [first] = one.launches;
  const otherwise = 'Multiply is launched otherwise from one step to the next';
  expect(changed({ launches: [{ ...first!, groups: [2, 1, 1] }] })).toBe(otherwise);
  expect(changed({ launches: [{ ...first!, uniforms: Uint8Array.of(1) }] })).toBe(otherwise);
  expect(changed({ launches: [{ ...first!, pipeline: {} as GPUComputePipeline }] })).toBe(otherwise);
  expect(changed({ launches: [first!, first!] })).toBe('1 launches more from one step to the next');
  const gives = 'it gives or writes over other tensors from one step to the next';
  expect(changed({ updates: [{ over: 0, by: 2 }] })).toBe(gives);
  expect(changed({ results: [{ region: 2, shape: [1], dtype: 'float32' }] })).toBe(gives);
  const reads = 'Multiply reads numbers that change from one step to the next';
  const constant = { kind: 'constant', bytes: 4, data: Uint8Array.of(0, 0, 0, 1) } as const;
  expect(changed({ regions: [one.regions[0]!, constant, one.regions[2]!] })).toBe(reads);
  const held = (): Region => {
    const tensor = { dataId: {}, shape: [], dtype: 'float32' } as const;
    return { kind: 'held', bytes: 4, tensor: { ...tensor, shape: [] }, dataId: tensor.dataId };
  };
  const holding = { ...one, regions: [held(), ...one.regions.slice(1)] };
  expect(differenceOf(holding, holding)).toBeUndefined();
  expect(differenceOf(holding, { ...holding, regions: [held(), ...one.regions.slice(1)] })).toBe(reads);
});
