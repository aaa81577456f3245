import { batch, shapes } from '@kindling/data';
import { dense } from '@kindling/models';
import { adam } from '@kindling/train';
import { expect, test } from 'vitest';
import { pictureLimits } from './limits.ts';
import { readSpec } from './readSpec.ts';
import { bookSpec, cifar10Spec } from './spec.ts';

const refusedOf = (change: object, from: object = bookSpec): Readonly<Record<string, string>> => {
  const read = readSpec({ ...from, ...change });
  return 'refused' in read ? read.refused : {};
};

test('what can be trained comes back as it is', () => {
  expect(readSpec(bookSpec)).toEqual({ spec: bookSpec });
  expect(readSpec(cifar10Spec)).toEqual({ spec: cifar10Spec });
  const edges = { units: [1, 2048], batch: [8, 512], epochs: [1, 100], learningRate: [1e-7, 1000] };
  for (const at of [0, 1]) {
    const { units, ...others } = Object.fromEntries(Object.entries(edges).map(([name, ends]) => [name, ends[at]]));
    const layers = new Array(at * 6).fill({ units, activation: 'tanh' });
    const rates = [
      { after: 1, learningRate: 1 },
      { after: 2, learningRate: 2 },
    ];
    expect(refusedOf({ ...others, layers, rates, seed: at * Number.MAX_SAFE_INTEGER })).toEqual({});
  }
});

const words = async (call: () => unknown): Promise<string> => {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was not refused');
};

test("the library's own words are used where it has some", async () => {
  const layer = { units: -3, activation: 'relu' };
  expect(refusedOf({ layers: [bookSpec.layers[0], layer] })).toEqual({
    'layers.1.units': await words(() => dense(layer as never)),
  });
  expect(refusedOf({ layers: [{ ...layer, units: 3, unit: 4 }] })).toEqual({
    'layers.0': expect.stringMatching(/^dense: unknown option "unit"; did you mean "units"\?/),
  });
  const [near] = (await words(() => dense({ units: 3, activation: 'rellu' as never }))).split(' Known');
  expect(refusedOf({ layers: [{ units: 3, activation: 'rellu' }] })['layers.0.activation']).toContain(near);
  for (const learningRate of [-1, 'fast', Number.NaN]) {
    expect(refusedOf({ learningRate }).learningRate).toBe(
      (await words(() => adam({ learningRate: learningRate as number }))).replace(' or a schedule', ''),
    );
  }
  for (const size of [0, 2.5, 'many'])
    expect(refusedOf({ batch: size }).batch).toBe(await words(() => batch(size as number)));
  for (const seed of [-1, 0.5]) {
    expect(refusedOf({ seed }).seed!.split(':')[1]).toBe((await words(() => shapes({ seed }))).split(':')[1]);
  }
});

test.each([
  [{ data: 'shape' }, 'data', 'spec: unknown data "shape"; did you mean "shapes"? Known: shapes, cifar10'],
  [{ pictures: 20_001 }, 'pictures', 'shapes: train must be from 10 to 20,000, got 20001'],
  [{ pictures: 9 }, 'pictures', 'shapes: train must be from 10 to 20,000, got 9'],
  [{ test: 9 }, 'test', 'shapes: test must be from 10 to 10,000, got 9'],
  [{ test: 10.5 }, 'test', 'shapes: test must be a positive integer, got 10.5'],
  [{ layers: 3 }, 'layers', 'spec: layers must be a list of hidden layers, got 3'],
  [{ layers: [null] }, 'layers.0', 'spec: a layer must be { units, activation }, got null'],
  [
    { layers: [{ units: 2049, activation: 'relu' }] },
    'layers.0.units',
    'dense: units must be from 1 to 2,048, got 2049',
  ],
  [{ optimizer: 'adm' }, 'optimizer', 'compile: unknown optimizer "adm"; did you mean "adam"? Known: adam, sgd'],
  [{ learningRate: 0 }, 'learningRate', 'adam: learningRate must be from 1e-7 to 1,000, got 0'],
  [{ optimizer: 'sgd', learningRate: 1001 }, 'learningRate', 'sgd: learningRate must be from 1e-7 to 1,000, got 1001'],
  [{ batch: 4 }, 'batch', 'batch: size must be from 8 to 512, got 4'],
  [{ epochs: 0 }, 'epochs', 'fit: epochs must be a positive integer, got 0'],
  [{ epochs: 101 }, 'epochs', 'fit: epochs must be from 1 to 100, got 101'],
  [{ epochs: undefined }, 'epochs', 'fit: epochs must be a positive integer, got undefined'],
  [{ seed: 2 ** 53 }, 'seed', 'compile: seed must be a safe integer of at least 0, got 9007199254740992'],
  [{ rates: {} }, 'rates', 'spec: rates must be a list of changes, got {  }'],
  [{ rates: [3] }, 'rates', 'spec: a change must be { after, learningRate }, got 3'],
  [{ rates: [{ after: 0, learningRate: 1 }] }, 'rates', 'spec: the step of a change must be a positive integer, got 0'],
  [{ rates: [{ after: 2, learningRate: 0 }] }, 'rates', 'adam: learningRate must be from 1e-7 to 1,000, got 0'],
  [{ epoch: 3 }, 'spec', expect.stringMatching(/^spec: unknown option "epoch"; did you mean "epochs"\?/)],
])('%j is refused at %s', (change, field, sentence) => {
  expect(refusedOf(change)).toEqual({ [field]: sentence });
});

test('changes of the rate must come one behind the other', () => {
  const at = (...steps: number[]) => ({ rates: steps.map((after) => ({ after, learningRate: 1 })) });
  expect(refusedOf(at(4, 4)).rates).toBe('spec: the steps of changes must rise, got 4 behind 4');
  expect(refusedOf(at(4, 5))).toEqual({});
});

test('each field is told, and more layers than six once', () => {
  const layers = new Array(7).fill({ units: 0, activation: 'relu' });
  const refused = refusedOf({ layers, batch: 1, epochs: 'ten' });
  expect(refused.layers).toBe('spec: the number of hidden layers must be from 0 to 6, got 7');
  expect(Object.keys(refused)).toEqual([
    'layers',
    ...[0, 1, 2, 3, 4, 5].map((i) => `layers.${i}.units`),
    'batch',
    'epochs',
  ]);
});

test('CIFAR-10 has more pictures', () => {
  expect(refusedOf({ pictures: 50_001 }, cifar10Spec)).toEqual({
    pictures: 'cifar10: train must be from 10 to 50,000, got 50001',
  });
  expect(pictureLimits.cifar10.test.most).toBe(cifar10Spec.test);
});

test.each([[undefined], [null], ['#data=shapes'], [[]]])('%j is no spec', (value) => {
  expect(readSpec(value)).toEqual({ refused: { spec: expect.stringMatching(/^spec: must be an object, got /) } });
});
