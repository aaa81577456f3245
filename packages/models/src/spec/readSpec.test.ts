import { expect, test } from 'vitest';
import * as layers from '../index.ts';
import { readSpec } from './readSpec.ts';

const read = (spec: unknown) => () => readSpec(spec, layers);
const chain = (...list: unknown[]) => ({
  kind: 'sequential',
  config: { input: { shape: [4] }, layers: list },
});
const graph = (changed: object) => ({
  kind: 'model',
  config: {
    inputs: { shape: [4] },
    layers: [{ kind: 'relu', config: {} }],
    calls: [{ layer: 0, reads: 0 }],
    outputs: 1,
    ...changed,
  },
});

test('a chain and a graph are read', () => {
  expect(read(chain({ kind: 'relu', config: {} }))().kind).toBe('sequential');
  expect(read(graph({}))().kind).toBe('model');
});

test('what is not a model is refused', () => {
  for (const spec of [undefined, null, 5, 'model', '{"kind":"sequential"}', []]) {
    expect(read(spec)).toThrow(/^fromJSON: the model must be an object, got /);
  }
  for (const spec of [{}, { kind: 5 }, { kind: 'dense', config: { units: 3 } }, { kind: '__proto__', config: {} }]) {
    expect(read(spec)).toThrow('fromJSON: the model must be of kind "sequential" or "model", got ');
  }
  expect(() => readSpec(chain(), undefined as never)).toThrow(
    'fromJSON: the vocabulary must be an object of layers, as import * as layers from "@kindling/models" gives it, got undefined',
  );
  expect(() => readSpec(chain({ kind: 'dense', config: { units: 1 } }), {})).toThrow(
    'as import * as layers from "@kindling/models" gives it, got {',
  );
});

test('fields that are missing or of another type are refused with their place', () => {
  expect(read({ kind: 'sequential' })).toThrow('fromJSON: the model.config must be an object, got undefined');
  expect(read({ kind: 'sequential', config: { layers: [] } })).toThrow(
    'fromJSON: the model.config.input must be an object',
  );
  expect(read({ kind: 'sequential', config: { input: { shape: [4] } } })).toThrow(
    'the model.config.layers must be a list',
  );
  expect(read(chain(5))).toThrow('fromJSON: the model.config.layers[0] must be an object, got 5');
  expect(read(chain({ kind: 7 }))).toThrow('fromJSON: the model.config.layers[0].kind must be a string, got 7');
  expect(read(chain({ kind: 'dense' }))).toThrow('fromJSON: the model.config.layers[0].config must be an object');
  expect(read(chain({ kind: 'relu', config: [] }))).toThrow('config must be an object, got []');
  expect(read(chain({ kind: 'relu', config: {}, name: 5 }))).toThrow('relu: name must be a string');
  expect(read(chain({ kind: 'relu', config: {}, trainable: 'no' }))).toThrow('relu: trainable must be true or false');
  expect(read({ ...chain(), name: 'a/b' })).toThrow('sequential: name must be a string');
  expect(read({ kind: 'sequential', config: { input: { shape: 'x' }, layers: [] } })).toThrow('input: shape must hold');
  expect(read(graph({ inputs: 5 }))).toThrow('fromJSON: the model.config.inputs must be an object, got 5');
  expect(read(graph({ inputs: { a: 5 } }))).toThrow('fromJSON: the model.config.inputs must be an object, got 5');
  expect(read(graph({ inputs: {} }))).toThrow('calls[0].reads must be of the 0 values before it, got 0');
  expect(read(graph({ calls: {} }))).toThrow('fromJSON: the model.config.calls must be a list');
  expect(read(graph({ calls: [3] }))).toThrow('fromJSON: the model.config.calls[0] must be an object, got 3');
});

test('numbers that stand for nothing, for oneself or for what comes later are refused', () => {
  const call = (reads: unknown) => graph({ calls: [{ layer: 0, reads }] });
  for (const number of [1, 2, -1, 0.5, 1e300]) {
    expect(read(call(number))).toThrow(
      `fromJSON: the model.config.calls[0].reads must be of the 1 values before it, got ${number}`,
    );
  }
  expect(read(call('0'))).toThrow('must be the number of a value, or several, got "0"');
  expect(read(call(undefined))).toThrow('must be the number of a value, or several, got undefined');
  expect(read(call('constructor'))).toThrow('must be the number of a value, or several, got "constructor"');
  for (const layer of [1, -1, '0', 'length', 'map', undefined]) {
    expect(read(graph({ calls: [{ layer, reads: 0 }] }))).toThrow('calls[0].layer must be the number of a layer, got ');
  }
  expect(read(graph({ outputs: 2 }))).toThrow(
    'fromJSON: the model.config.outputs must be of the 2 values before it, got 2',
  );
  expect(read(graph({ outputs: [1] }))).toThrow('model: outputs must be what a layer gives when it is called');
});

test('keys of prototypes are names like any other', () => {
  const named = JSON.parse('{ "__proto__": { "shape": [4] }, "constructor": { "shape": [4] } }');
  const spec = graph({
    inputs: named,
    layers: [{ kind: 'add', config: {} }],
    calls: [{ layer: 0, reads: [0, 1] }],
    outputs: JSON.parse('{ "__proto__": 2 }'),
  });
  const net = readSpec(spec, layers) as layers.Model;
  expect([net.inputNames, net.outputNames]).toEqual([['__proto__', 'constructor'], ['__proto__']]);
  expect(read(chain({ kind: 'relu', config: JSON.parse('{ "__proto__": { "units": 3 } }') }))).toThrow(
    'relu: unknown option "__proto__"',
  );
  expect(read(chain({ kind: 'constructor', config: {} }))).toThrow('fromJSON: unknown layer kind "constructor"');
  expect(({} as { units?: number }).units).toBeUndefined();
});

test('an initializer where a layer should be is refused, and the other way round', () => {
  expect(read(chain({ kind: 'zeros', config: {} }))).toThrow('fromJSON: the model.config.layers[0] must be a layer');
  const dense = { units: 3, kernelInitializer: { kind: 'relu', config: {} } };
  expect(read(chain({ kind: 'dense', config: dense }))).toThrow('dense: unknown initializer layer relu');
});

test('sizes that no machine holds are refused at once', () => {
  expect(read(chain({ kind: 'dense', config: { units: 1e12 } }))).toThrow(
    'dense: "kernel" may hold 2147483647 numbers',
  );
  expect(read({ kind: 'sequential', config: { input: { shape: [1e12, 1e12] }, layers: [] } })).toThrow(
    'input: shape is larger than any tensor',
  );
  const many = new Array(1e6).fill(1);
  expect(read(chain({ kind: 'reshape', config: { targetShape: many } }))).toThrow(
    'reshape: targetShape may have 5 axes',
  );
});

test('a million layers, calls or inputs are refused at once', () => {
  const million = new Array(1e6).fill({ kind: 'relu', config: {} });
  expect(read({ kind: 'sequential', config: { input: { shape: [4] }, layers: million } })).toThrow(
    'fromJSON: a model may have 10000 layers and calls, got 1000000 at the model.config.layers',
  );
  expect(read(graph({ calls: new Array(1e6).fill({ layer: 0, reads: 0 }) }))).toThrow('a model may have 10000 layers');
  const half = { kind: 'sequential', config: { input: { shape: [4] }, layers: million.slice(0, 6000) } };
  expect(read(chain(half, half))).toThrow('fromJSON: a model may have 10000 layers and calls, got 12002');
});

test('names that would steer a terminal are refused wherever they stand', () => {
  const name = '\u001b[2Jdense';
  const refused = 'must be without control characters, got "\\u001b[2Jdense"';
  expect(read(chain({ kind: 'relu', config: {}, name }))).toThrow(refused);
  expect(read({ ...chain(), name })).toThrow(refused);
  expect(read({ kind: 'sequential', config: { input: { shape: [4], name }, layers: [] } })).toThrow(refused);
  expect(read(graph({ inputs: { [name]: { shape: [4] } } }))).toThrow(refused);
  expect(read(graph({ outputs: { [name]: 1 } }))).toThrow(refused);
  const message = (spec: unknown): string => {
    try {
      readSpec(spec, layers);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };
  const texts = [
    chain({ kind: name, config: {} }),
    chain({ kind: 'dense', config: { [name]: 3 } }),
    graph({ outputs: [{ [name]: 3 }] }),
  ];
  for (const text of texts.map(message)) expect(JSON.stringify(text)).toMatch(/^"[^\\]*\\\\u001b|\\"\\\\u001b/);
});

test('models inside models cost no more than their layers, whatever their depth and names', () => {
  const slots = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`w${i}`, { shape: [1], init: 'zeros' as const }]),
  );
  const many = layers.defineLayer()({ kind: 'many', params: () => slots, call: (_config, { x }) => x });
  const list = new Array(3000).fill({ kind: 'many', config: {} });
  let spec: object = chain(...list);
  for (let depth = 0; depth < 30; depth++) spec = chain({ ...spec, name: `${depth}`.padEnd(200, 'n') });
  const net = readSpec(spec, { ...layers, many }) as layers.Model;
  expect(net.layers.map(({ name }) => name.length)).toEqual([200]);
  expect(net.summary()).toContain(' Total params: 60,000 ');
});

test('a call of a model does not look at its weights again', () => {
  const inner = chain(...new Array(4900).fill({ kind: 'dense', config: { units: 4 } }));
  const calls = Array.from({ length: 4900 }, (_, i) => ({ layer: 0, reads: i }));
  const net = readSpec(graph({ layers: [inner], calls, outputs: 4900 }), layers) as layers.Model;
  expect(net.countParameters()).toBe(4900 * 20);
});

test('a call may read many values; what calls give is counted', () => {
  const reads = new Array(200_000).fill(0);
  const wide = graph({ layers: [{ kind: 'concatenate', config: {} }], calls: [{ layer: 0, reads }] });
  const net = readSpec(wide, layers) as layers.Model;
  expect(net.outputShape).toEqual([null, 800_000]);
  expect(net.summary()).toContain('(None, 800000)');
  const fan = graph({ outputs: Object.fromEntries(Array.from({ length: 4000 }, (_, i) => [`y${i}`, 1])) });
  expect(read(graph({ layers: [fan], calls: new Array(4000).fill({ layer: 0, reads: 0 }) }))).toThrow(
    'fromJSON: a model may have 10000 layers and calls, got',
  );
});

test('JSON that is nested a million deep is refused at once', () => {
  const deep = (open: string, close: string) => JSON.parse(`${open.repeat(1e6)}1${close.repeat(1e6)}`);
  const message = 'fromJSON: the model is nested deeper than 100 levels';
  expect(read(deep('[', ']'))).toThrow(message);
  expect(read(chain({ kind: 'dense', config: { units: deep('{"a":', '}') } }))).toThrow(message);
  let inside: object = chain();
  for (let i = 0; i < 1e5; i++) inside = chain(inside);
  expect(read(inside)).toThrow(message);
  const loop: { self?: object } = {};
  loop.self = loop;
  expect(read(loop)).toThrow(message);
});

test('a model of many layers within the limits is read', () => {
  const list = new Array(9000).fill({ kind: 'relu', config: {} });
  const net = readSpec({ kind: 'sequential', config: { input: { shape: [4] }, layers: list } }, layers) as layers.Model;
  expect(net.layers).toHaveLength(9000);
  expect(net.layers.at(-1)?.name).toBe('relu_8999');
  expect(JSON.stringify(net).length).toBeGreaterThan(9000);
});
