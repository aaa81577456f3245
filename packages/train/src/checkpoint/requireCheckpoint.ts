// internal: what is handed in as a checkpoint, looked at before anything of it is used
import { requireCount, requireNumber, show } from '@kindling/core';
import type { Checkpoint } from './checkpoint.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

const kinds = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

const deepest = 100;

const members: readonly (keyof Checkpoint)[] = [
  ...(['version', 'model', 'seed', 'step', 'epoch', 'begun', 'batch', 'unfolded', 'pass', 'place'] as const),
  ...(['epochBegan', 'stopped', 'params', 'state', 'slots', 'sums', 'learningRate'] as const),
  ...(['callbacks', 'history', 'madeWith'] as const),
];

/** The first value that JSON would change or lose; numbers that JSON has no word for are written as words. */
const notPlain = (value: unknown, depth = 0): { readonly value: unknown } | undefined => {
  if (value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value)) return undefined;
  const isPlain =
    Array.isArray(value) ||
    (isRecord(value) && [Object.prototype, null].includes(Object.getPrototypeOf(value)) && !('toJSON' in value));
  if (!isPlain || depth === deepest) return { value };
  for (const part of Object.values(value)) {
    const odd = notPlain(part, depth + 1);
    if (odd !== undefined) return odd;
  }
  return undefined;
};

/**
 * Refuses what is not a checkpoint, by the member that is wrong. One that is not known here would be lost in silence,
 * and may decide the next bit.
 *
 * @throws Error for another version, a member that is missing, of another type or not known, numbers that do not fill
 *   their shape
 */
export const requireCheckpoint = (owner: string, value: unknown): Checkpoint => {
  const must = (path: string, what: string, got: unknown): TypeError =>
    new TypeError(`${owner}: the checkpoint's ${path} must be ${what}, got ${show(got)}`);

  const known = (path: string, got: object, names: readonly string[]): void => {
    const foreign = Object.keys(got).find((name) => !names.includes(name));
    if (foreign === undefined) return;
    const place = [...(path === '' ? [] : [path]), foreign].join('.');
    throw new Error(
      `${owner}: the checkpoint's ${place} is not known here: a newer @kindling/train may read it; what is your own goes beside a checkpoint, not into it`,
    );
  };
  const record = (path: string, got: unknown, names?: readonly string[]): Readonly<Record<string, unknown>> => {
    if (!isRecord(got)) throw must(path, 'a record', got);
    if (names !== undefined) known(path, got, names);
    return got;
  };
  const list = (path: string, got: unknown): readonly unknown[] => {
    if (!Array.isArray(got)) throw must(path, 'a list', got);
    return got;
  };
  const tree = (path: string, got: unknown): void => {
    for (const [name, tensor] of Object.entries(record(path, got))) {
      const { dtype, shape, data } = record(`${path}["${name}"]`, tensor, ['dtype', 'shape', 'data']);
      const isKnown = typeof dtype === 'string' && Object.hasOwn(kinds, dtype);
      const kind = isKnown ? kinds[dtype as keyof typeof kinds] : undefined;
      if (kind === undefined) throw must(`${path}["${name}"].dtype`, Object.keys(kinds).join(', '), dtype);
      const lengths = list(`${path}["${name}"].shape`, shape);
      for (const length of lengths) requireCount(owner, `a length of the checkpoint's ${path}["${name}"]`, length);
      const size = (lengths as number[]).reduce((product, length) => product * length, 1);
      if (!(data instanceof kind) || data.length !== size)
        throw must(`${path}["${name}"].data`, `${kind.name} of ${size} numbers`, data);
    }
  };

  const given = value as Checkpoint;
  if (!isRecord(value)) throw new TypeError(`${owner}: checkpoint must be a Checkpoint, got ${show(value)}`);
  if (given.version !== 1)
    throw new Error(`${owner}: the checkpoint is of version ${show(given.version)}, and version 1 is read here`);
  known('', value, members);
  record('model', given.model);
  for (const name of ['seed', 'step', 'epoch', 'batch', 'unfolded', 'pass', 'place'] as const)
    requireCount(owner, `the checkpoint's ${name}`, given[name]);
  for (const name of ['begun', 'stopped'] as const)
    if (typeof given[name] !== 'boolean') throw must(name, 'true or false', given[name]);
  const { pass, place } = record('epochBegan', given.epochBegan, ['pass', 'place']);
  requireCount(owner, "the checkpoint's epochBegan.pass", pass as number);
  requireCount(owner, "the checkpoint's epochBegan.place", place as number);
  for (const name of ['params', 'state', 'slots'] as const) tree(name, given[name]);
  const parts = (path: string, params: object, state: object): void => {
    const isState = (name: string): boolean => Object.hasOwn(given.state, name);
    const odd = Object.keys(params).find(isState) ?? Object.keys(state).find((name) => !isState(name));
    if (odd !== undefined)
      throw new Error(`${owner}: the checkpoint's ${path}"${odd}" must be a parameter or state, the same everywhere`);
  };
  parts('', given.params, given.state);
  const { onHost, onDevice } = record('sums', given.sums, ['onHost', 'onDevice']);
  tree('sums.onDevice', onDevice);
  for (const [name, sums] of Object.entries(record('sums.onHost', onHost)))
    if (!(sums instanceof Float64Array)) throw must(`sums.onHost["${name}"]`, 'a Float64Array', sums);
  if (given.learningRate !== undefined) requireNumber(owner, "the checkpoint's learningRate", given.learningRate, 0);
  list('callbacks', given.callbacks).forEach((callback, i) => {
    const names = ['name', 'nth', 'state', 'kept'];
    const { name, nth, state: remembered, kept } = record(`callbacks[${i}]`, callback, names);
    requireCount(owner, `the checkpoint's callbacks[${i}].nth`, nth as number);
    if (typeof name !== 'string') throw must(`callbacks[${i}].name`, 'a string', name);
    const odd = notPlain(remembered);
    if (odd !== undefined) throw must(`callbacks[${i}].state`, 'plain data, as JSON can hold it', odd.value);
    if (kept === undefined) return;
    const { params, state } = record(`callbacks[${i}].kept`, kept, ['params', 'state']);
    tree(`callbacks[${i}].kept.params`, params);
    tree(`callbacks[${i}].kept.state`, state);
    parts(`callbacks[${i}].kept `, params as object, state as object);
  });
  list('history', given.history).forEach((row, i) => {
    const { validation = {}, ...logs } = record(`history[${i}]`, row);
    for (const [name, log] of [
      ...Object.entries(logs),
      ...Object.entries(record(`history[${i}].validation`, validation)),
    ])
      if (typeof log !== 'number') throw must(`history[${i}].${name}`, 'a number', log);
  });
  const { optimizer, loss, data, backend } = record('madeWith', given.madeWith, [
    'optimizer',
    'loss',
    'data',
    'backend',
  ]);
  for (const [name, text] of Object.entries({ optimizer, loss, backend, data: data ?? '' }))
    if (typeof text !== 'string') throw must(`madeWith.${name}`, 'a string', text);
  return given;
};
