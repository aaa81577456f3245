import { expect, test } from 'vitest';
import { fromLink, toLink } from './link.ts';
import { bookSpec, cifar10Spec, type Spec } from './spec.ts';

const book = '#data=shapes&n=5000&layers=200relu,150relu&opt=adam&lr=5e-4&loss=cce&batch=32&epochs=10&seed=1';

const other: Spec = {
  data: 'cifar10',
  pictures: 1000,
  test: 500,
  layers: [{ units: 7, activation: 'leakyRelu' }],
  optimizer: 'sgd',
  learningRate: 0.1,
  rates: [],
  batch: 8,
  epochs: 1,
  seed: 0,
};

test('a spec and its link are the same', () => {
  expect(toLink(bookSpec)).toBe(book);
  expect(toLink(other)).toContain('n=1000&test=500&layers=7leakyRelu&opt=sgd&lr=0.1&');
  for (const spec of [bookSpec, cifar10Spec, other, { ...bookSpec, layers: [] }, { ...bookSpec, test: 999 }]) {
    expect(fromLink(toLink(spec))).toEqual({ spec, isGiven: true, refused: {} });
  }
});

test('changes of the rate are not in links', () => {
  const changed = { ...bookSpec, rates: [{ after: 5, learningRate: 1 }] };
  expect(toLink(changed)).toBe(book);
});

test('what a link leaves out is as by default, of its data', () => {
  expect(fromLink('#lr=0.05')).toEqual({ spec: { ...bookSpec, learningRate: 0.05 }, isGiven: true, refused: {} });
  expect(fromLink('#data=cifar10').spec).toEqual(cifar10Spec);
  expect(fromLink('#layers=').spec.layers).toEqual([]);
});

test.each(['', '#', '#data', '#main'])('%j says nothing', (hash) => {
  expect(fromLink(hash)).toEqual({ spec: bookSpec, isGiven: false, refused: {} });
});

test("the page's own names are passed over, others refused with the nearest", () => {
  const names = ['device', 'autorun', 'hide'];
  expect(fromLink('#device=wasm&hide=code,model&autorun=0', names)).toEqual({
    spec: bookSpec,
    isGiven: false,
    refused: {},
  });
  expect(fromLink('#hid=code&epoch=3', names).refused).toEqual({
    hid: expect.stringMatching(/^link: unknown name "hid"; did you mean "hide"\?/),
    epoch: expect.stringMatching(/^link: unknown name "epoch"; did you mean "epochs"\?/),
  });
  expect(fromLink('#device=wasm').refused).toEqual({ device: expect.stringContaining('unknown name "device"') });
});

test.each([
  ['n=9', 'pictures', 'In the link, n=9: shapes: train must be from 10 to 20,000, got 9'],
  ['n=lots', 'pictures', 'In the link, n=lots: shapes: train must be a positive integer, got "lots"'],
  ['n=', 'pictures', 'In the link, n=: shapes: train must be a positive integer, got ""'],
  ['data=mnist', 'data', 'In the link, data=mnist: spec: unknown data "mnist". Known: shapes, cifar10'],
  [
    'layers=200relu,-3relu',
    'layers.1.units',
    'In the link, layers=200relu,-3relu: dense: units must be a positive integer, got -3',
  ],
  ['layers=200', 'layers.0.activation', expect.stringContaining('layers=200: dense: unknown activation ""')],
  ['layers=relu', 'layers.0.units', 'In the link, layers=relu: dense: units must be a positive integer, got ""'],
  ['lr=0', 'learningRate', 'In the link, lr=0: adam: learningRate must be from 1e-7 to 1,000, got 0'],
  ['loss=mse', 'loss', 'link: the loss is cce (categoricalCrossentropy), got "mse"'],
  ['seed=1&seed=2', 'seed', 'link: seed is said twice'],
])('%s is refused by name, and the rest stays', (part, field, sentence) => {
  const { spec, refused } = fromLink(`#epochs=3&${part}`);
  expect(refused).toEqual({ [field]: sentence });
  expect(spec).toEqual({ ...bookSpec, epochs: 3 });
});

test('counts that the default data do not have go with data that are refused', () => {
  const { spec, refused } = fromLink('#data=cifar&n=40000&epochs=2');
  expect(Object.keys(refused)).toEqual(['data', 'pictures']);
  expect(spec).toEqual({ ...bookSpec, epochs: 2 });
});
