import { expect, test } from 'vitest';
import { input } from '../layer/input.ts';
import type { Input, SymbolicTensor } from '../layer/layer.ts';
import { dense } from '../layers/core/dense.ts';
import { add } from '../layers/merge/add.ts';
import { trace } from './callOrder.ts';

const layer = (name: string) => dense({ units: 2, name });
const traced = (inputs: readonly Input[], ...outputs: SymbolicTensor[]) =>
  trace(
    'model',
    new Map(inputs.map((each, i) => [each, `input${i}`])),
    new Map(outputs.map((each, i) => [each, `output${i}`])),
  ).map((call) => call.layer.name);

test('calls come in the order of a chain', () => {
  const x = input({ shape: [2] });
  expect(traced([x], layer('c')(layer('b')(layer('a')(x))))).toEqual(['a', 'b', 'c']);
});

test('calls with more behind them come first, those of a depth in the order in which they are read', () => {
  const x = input({ shape: [2] });
  const long = layer('long3')(layer('long2')(layer('long1')(x)));
  const short = layer('short')(x);
  expect(traced([x], add({ name: 'sum' })([short, long]))).toEqual(['long1', 'long2', 'short', 'long3', 'sum']);
  expect(traced([x], add({ name: 'sum' })([long, short]))).toEqual(['long1', 'long2', 'long3', 'short', 'sum']);
});

test('what two outputs share stands once, before both', () => {
  const x = input({ shape: [2] });
  const trunk = layer('trunk')(x);
  expect(traced([x], layer('a')(trunk), trunk, layer('b')(trunk))).toEqual(['trunk', 'a', 'b']);
});

test('what no output depends on stays out', () => {
  const x = input({ shape: [2] });
  layer('idle')(x);
  expect(traced([x], layer('used')(x))).toEqual(['used']);
});

test('an output that reads something else, and an input that nothing reads, are refused', () => {
  const [x, other] = [input({ shape: [2] }), input({ shape: [3], name: 'images' })];
  expect(() => traced([x], layer('a')(x), layer('b')(other))).toThrow(
    `model: the output "output1" reads the input "images" [null, 3], which is not among the model's inputs: "input0" [null, 2]`,
  );
  expect(() => traced([x, other], layer('a')(x))).toThrow('model: no output reads the input "input1"');
});

test('a chain of 100,000 calls does not recurse', () => {
  const x = input({ shape: [2] });
  let y: SymbolicTensor = x;
  const same = add();
  for (let i = 0; i < 100_000; i++) y = same([y]);
  expect(traced([x], y)).toHaveLength(100_000);
});
