import { mapValues, sizeOf } from '@kindling/core';
import type { Safetensors, SafetensorsEntry } from '@kindling/models/safetensors';
import type { CallbackCheckpoint, Checkpoint, HostTensor, HostTree } from './checkpoint.ts';
import { crc32 } from './crc32.ts';
import { parse, stringify } from './numbersInJson.ts';
import { requireCheckpoint } from './requireCheckpoint.ts';

/** A page that saves and loads nothing does not load this. */
const format = () => import('@kindling/models/safetensors');

/** What is not a weight of the model stands behind this, which no weight's name can begin with. */
const aside = 'checkpoint//';

/** The metadata's entries. */
const keys = { checkpoint: 'checkpoint', model: 'model', checksum: 'checksum' } as const;

const dtypes = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

type Entries = (readonly [string, SafetensorsEntry])[];

const entriesOf = (prefix: string, tree: HostTree): Entries =>
  Object.entries(tree).map(([name, { dtype, shape, data }]) => [
    `${prefix}${name}`,
    { dtype: dtypes[dtype], shape, bytes: bytesOf(data) },
  ]);

/** Over names, dtypes, shapes and numbers of all tensors, and over all other metadata. */
const checksumOf = ({ tensors, metadata }: Safetensors): string => {
  const text = new TextEncoder();
  const said = [...metadata].filter(([key]) => key !== keys.checksum).sort(([a], [b]) => (a < b ? -1 : 1));
  let sum = crc32(text.encode(JSON.stringify(said)));
  for (const [name, { dtype, shape, bytes }] of [...tensors].sort(([a], [b]) => (a < b ? -1 : 1))) {
    sum = crc32(bytes, crc32(text.encode(JSON.stringify([name, dtype, shape])), sum));
  }
  return sum.toString(16).padStart(8, '0');
};

/**
 * A checkpoint as one safetensors file with a checksum. `loadModel` and `decodeModel` read model and weights out of it.
 *
 * @throws Error for what is not a checkpoint.
 * @example
 * ```ts
 * import { compile, decodeCheckpoint, encodeCheckpoint } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [1] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'adam', loss: 'mse', seed: 1 });
 * const bytes = await encodeCheckpoint(await trainer.checkpoint());
 * const checkpoint = await decodeCheckpoint(bytes);
 * ```
 */
export const encodeCheckpoint = async (checkpoint: Checkpoint): Promise<Uint8Array<ArrayBuffer>> => {
  const { params, state, slots, sums, callbacks, model, ...rest } = requireCheckpoint('encodeCheckpoint', checkpoint);
  const sumsOnHost = mapValues(
    sums.onHost,
    (values): SafetensorsEntry => ({ dtype: 'F64', shape: [values.length], bytes: bytesOf(values) }),
  );
  const tensors = new Map([
    ...entriesOf('', params),
    ...entriesOf('', state),
    ...entriesOf(`${aside}slots/`, slots),
    ...entriesOf(`${aside}sums/`, sums.onDevice),
    ...Object.entries(sumsOnHost).map(([name, entry]) => [`${aside}folded/${name}`, entry] as const),
    ...callbacks.flatMap(({ kept }, i) =>
      kept === undefined
        ? []
        : [...entriesOf(`${aside}kept/${i}/`, kept.params), ...entriesOf(`${aside}kept/${i}/`, kept.state)],
    ),
  ]);
  const told = {
    ...rest,
    callbacks: callbacks.map(({ kept, ...callback }) => ({ ...callback, keeps: kept !== undefined })),
    states: Object.keys(state),
  };
  const metadata = new Map<string, string>([
    [keys.model, JSON.stringify(model)],
    [keys.checkpoint, stringify(told)],
  ]);
  metadata.set(keys.checksum, checksumOf({ tensors, metadata }));
  const { encodeSafetensors } = await format();
  return encodeSafetensors({ tensors, metadata });
};

/**
 * The checkpoint that `encodeCheckpoint` wrote, from its bytes or from a File that was dropped on a page.
 *
 * @throws Error for bytes that are not such a file, that are cut, whose checksum is another, or that hold what is not
 *   known here.
 */
export const decodeCheckpoint = async (bytes: Uint8Array | Blob): Promise<Checkpoint> => {
  const owner = 'decodeCheckpoint';
  const { decodeSafetensors } = await format();
  const file = decodeSafetensors(bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes);
  const [model, text, checksum] = [keys.model, keys.checkpoint, keys.checksum].map((key) => file.metadata.get(key));
  if (model === undefined || text === undefined)
    throw new Error(
      `${owner}: the file holds no checkpoint${model === undefined ? '' : ', but a model: loadModel reads it'}`,
    );
  const found = checksumOf(file);
  if (found !== checksum)
    throw new Error(`${owner}: the file's checksum is ${checksum}, but its content gives ${found}: it was damaged`);

  const { callbacks, states, ...rest } = told(owner, text);
  const under = (prefix: string): HostTree =>
    Object.fromEntries(
      [...file.tensors]
        .filter(([name]) => (prefix === '' ? !name.startsWith(aside) : name.startsWith(prefix)))
        .map(([name, entry]) => [name.slice(prefix.length), hostTensor(owner, name, entry)]),
    );
  const split = (tree: HostTree): { params: HostTree; state: HostTree } => {
    const isState = ([name]: [string, HostTensor]): boolean => states.includes(name);
    const all = Object.entries(tree);
    return {
      params: Object.fromEntries(all.filter((entry) => !isState(entry))),
      state: Object.fromEntries(all.filter(isState)),
    };
  };
  const folded = `${aside}folded/`;
  const kept = callbacks.flatMap(({ keeps }, i) => (keeps ? [`${aside}kept/${i}/`] : []));
  const parts = [`${aside}slots/`, `${aside}sums/`, folded, ...kept];
  for (const [name, { dtype }] of file.tensors) {
    const isKnown = !name.startsWith(aside) || parts.some((part) => name.startsWith(part));
    if (isKnown && (dtype === 'F64') === name.startsWith(folded)) continue;
    throw new Error(
      `${owner}: the file's ${dtype} tensor "${name}" has no place here; a newer @kindling/train may know it`,
    );
  }
  return requireCheckpoint(owner, {
    ...rest,
    model: worded(owner, () => JSON.parse(model)),
    learningRate: rest.learningRate ?? undefined,
    madeWith: { ...rest.madeWith, data: rest.madeWith?.data ?? undefined },
    ...split(under('')),
    slots: under(`${aside}slots/`),
    sums: {
      onDevice: under(`${aside}sums/`),
      onHost: Object.fromEntries(
        [...file.tensors]
          .filter(([name]) => name.startsWith(folded))
          .map(([name, entry]) => [name.slice(folded.length), new Float64Array(new Uint8Array(entry.bytes).buffer)]),
      ),
    },
    callbacks: callbacks.map(({ keeps, ...callback }, i) =>
      keeps ? { ...callback, kept: split(under(`${aside}kept/${i}/`)) } : callback,
    ),
  });
};

type Told = Omit<Checkpoint, 'callbacks'> & {
  readonly callbacks: readonly (Omit<CallbackCheckpoint, 'kept'> & { readonly keeps: boolean })[];
  readonly states: readonly string[];
};

const worded = <T>(owner: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    throw new Error(`${owner}: the file's metadata are not JSON`, { cause });
  }
};

/** What the metadata say beside the tensors; its members are looked at with the rest. */
const told = (owner: string, text: string): Told => {
  const value = worded(owner, () => parse(text));
  const { callbacks, states } = Object(value) as Partial<Told>;
  const isRecord = (part: unknown): boolean => typeof part === 'object' && part !== null;
  if (isRecord(value) && Array.isArray(states) && Array.isArray(callbacks) && callbacks.every(isRecord))
    return value as Told;
  throw new Error(`${owner}: the file's checkpoint lacks its callbacks or its states`);
};

const hostTensor = (owner: string, name: string, { dtype, shape, bytes }: SafetensorsEntry): HostTensor => {
  const { buffer } = new Uint8Array(bytes);
  if (dtype === 'F32') return { dtype: 'float32', shape, data: new Float32Array(buffer) };
  if (dtype === 'I32') return { dtype: 'int32', shape, data: new Int32Array(buffer) };
  if (dtype === 'BOOL') return { dtype: 'bool', shape, data: new Uint8Array(buffer, 0, sizeOf(shape)) };
  throw new Error(`${owner}: "${name}" must be F32, I32 or BOOL, got ${dtype}`);
};
