// internal: what operators of ATen take and give, as types

declare const tensor: unique symbol;

/** A tensor of libtorch: to the program a value like any other, in truth its address. */
export interface Handle {
  readonly [tensor]: true;
}

/** Types of elements; tfjs has no `uint8`, `int64` and `float64`, which come up between operators. */
export type TorchDtype = 'bool' | 'uint8' | 'int32' | 'int64' | 'float32' | 'float64' | 'complex64';

/** What an argument of each kind is to the program. */
export interface ValueOfKind {
  readonly tensor: Handle;
  readonly int: number;
  readonly float: number;
  readonly bool: boolean;
  readonly dtype: TorchDtype;
  readonly format: 'contiguous';
  readonly text: string;
  /** There is no way to hand one over before PyTorch 2.13. */
  readonly generator: never;
  readonly ints: readonly number[];
  readonly bools: readonly boolean[];
  readonly tensors: readonly Handle[];
  /** A list that has places without a tensor. */
  readonly maybeTensors: readonly (Handle | undefined)[];
}

export type Kind = keyof ValueOfKind;

/** A kind, or with `?` one that may be left undefined. */
export type ArgumentKind = Kind | `${Kind}?`;

/** An operator: its name in ATen with its overload, the kinds of its arguments, how many tensors if not one. */
export type Operator = readonly [name: string, takes: readonly ArgumentKind[], gives?: 0 | 1 | 2 | 3];

export type ValueOf<K extends ArgumentKind> = K extends Kind
  ? ValueOfKind[K]
  : K extends `${infer Base extends Kind}?`
    ? ValueOfKind[Base] | undefined
    : never;

type Values<Ks extends readonly ArgumentKind[]> = { -readonly [I in keyof Ks]: ValueOf<Ks[I]> };

type Results<O extends Operator> = O extends readonly [string, readonly ArgumentKind[], infer N]
  ? N extends 0
    ? undefined
    : N extends 2
      ? [Handle, Handle]
      : N extends 3
        ? [Handle, Handle, Handle]
        : Handle
  : Handle;

/** An operator as a function: an argument of a wrong kind does not compile. */
export type Call<O extends Operator> = (...values: Values<O[1]>) => Results<O>;

/** A table of operators as functions, by their names in it. */
export type Calls<Table extends Readonly<Record<string, Operator>>> = {
  readonly [Name in keyof Table]: Call<Table[Name]>;
};
