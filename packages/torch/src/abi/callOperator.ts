// internal: operators of a table as functions, called through libtorch's dispatcher
import type { ArgumentKind, Calls, Handle, Kind, Operator, TorchDtype, ValueOfKind } from '../operators/kinds.ts';
import type { Abi, Address } from './functions.ts';
import { readWord, words, writeWord } from './words.ts';

/** A later libtorch may adapt calls that say which version's operators they mean: 2.11, in the two upper bytes. */
const writtenFor = (2n << 56n) | (11n << 48n);

/** A handle is an address that only this folder and `tensors` look into. */
export const addressOf = (tensor: Handle): Address => tensor as unknown as Address;
export const handleOf = (address: Address): Handle => address as unknown as Handle;

/** Writes an argument into its word. Every tensor is handed over as a new handle, which the call uses up. */
type Writers = { readonly [K in Kind]: (to: Uint32Array, at: number, value: ValueOfKind[K]) => void };
type Writer = (to: Uint32Array, at: number, value: unknown) => void;

const writersOf = (abi: Abi): Writers => {
  const made = words(1);
  const bits = words(1);
  const number = new Float64Array(bits.buffer);
  const another = (tensor: Handle): Address => {
    abi.newHandle(addressOf(tensor), made);
    return readWord(made, 0);
  };
  const list = <T>(write: (to: Uint32Array, at: number, value: T) => void) => {
    const item = words(1);
    const item64 = new BigUint64Array(item.buffer);
    return (to: Uint32Array, at: number, values: readonly T[]): void => {
      abi.newList(values.length, made);
      const address = readWord(made, 0);
      for (const value of values) {
        write(item, 0, value);
        abi.pushToList(address, item64[0]!);
      }
      writeWord(to, at, address);
    };
  };
  const tensor = (to: Uint32Array, at: number, value: Handle): void => writeWord(to, at, another(value));
  const bool = (to: Uint32Array, at: number, value: boolean): void => writeWord(to, at, value ? 1 : 0);
  return {
    tensor,
    bool,
    int: writeWord,
    float: (to, at, value) => {
      number[0] = value;
      to.set(bits, 2 * at);
    },
    dtype: (to, at, value: TorchDtype) => writeWord(to, at, abi.dtypes[value]),
    format: (to, at) => writeWord(to, at, abi.contiguous),
    text: (to, at, value) => {
      abi.newText(value, Buffer.byteLength(value), made);
      writeWord(to, at, readWord(made, 0));
    },
    generator: () => undefined,
    ints: list(writeWord),
    bools: list(bool),
    tensors: list(tensor),
    maybeTensors: list(boxed(abi, tensor)),
  };
};

/** An argument that may be left out is the address of its word, or 0. */
const boxed = <T>(abi: Abi, write: (to: Uint32Array, at: number, value: T) => void) => {
  const word = words(1);
  const box = words(1);
  return (to: Uint32Array, at: number, value: T | undefined): void => {
    if (value === undefined) {
      writeWord(to, at, 0);
      return;
    }
    write(word, 0, value);
    abi.newBox(box);
    const address = readWord(box, 0);
    abi.writeMemory(address, word, 8);
    writeWord(to, at, address);
  };
};

const writerOf = (abi: Abi, writers: Writers, kind: ArgumentKind): Writer =>
  (kind.endsWith('?') ? boxed(abi, writers[kind.slice(0, -1) as Kind] as Writer) : writers[kind as Kind]) as Writer;

const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);

/** Longer than the arguments of any operator. */
const stackWords = 32;

/**
 * The operators of a table as functions. Arguments are not looked at: the table must be what the library has, which
 * `checkOperators` makes sure of.
 *
 * @param keep is told of every result
 * @param fail makes the error of a failed call
 */
export const operatorCalls = <Table extends Readonly<Record<string, Operator>>>(
  table: Table,
  abi: Abi,
  { keep, fail }: { readonly keep: (made: Address) => Handle; readonly fail: (operator: string) => Error },
): Calls<Table> => {
  const writers = writersOf(abi);
  const stack = words(stackWords);
  const callOf = ([full, takes, gives = 1]: Operator) => {
    const [name = '', overload = ''] = full.split('.');
    const [nameText, overloadText] = [text(`aten::${name}`), text(overload)];
    const writes = takes.map((kind) => writerOf(abi, writers, kind));
    return (...values: unknown[]): unknown => {
      for (let at = 0; at < writes.length; at++) writes[at]!(stack, at, values[at]);
      if (abi.dispatch(nameText, overloadText, stack, writtenFor) !== 0) throw fail(full);
      if (gives === 0) return undefined;
      if (gives === 1) return keep(readWord(stack, 0));
      return Array.from({ length: gives }, (_, at) => readWord(stack, at)).map(keep);
    };
  };
  return Object.fromEntries(Object.entries(table).map(([key, row]) => [key, callOf(row)])) as Calls<Table>;
};
