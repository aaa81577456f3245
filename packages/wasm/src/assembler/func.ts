// internal: functions, written as statements
import { unsigned } from './bytes.ts';
import {
  at,
  type Expression,
  expression,
  type F32,
  f32Of,
  type I32,
  i32Of,
  none,
  type Source,
  type Type,
  type V128,
} from './expression.ts';
import { createFlow } from './flow.ts';
import { i32 } from './scalars.ts';
import { f32x4 } from './vectors.ts';

export const typeCode: Readonly<Record<Type, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A variable of a function; as an expression, its value. */
export interface Local<T extends Type = Type> extends Expression<T> {
  readonly index: number;
}

/** Parameters by name, in order. */
export type Parameters = Readonly<Record<string, Type>>;
export type Arguments<P extends Parameters> = { readonly [K in keyof P]: Local<P[K]> };

/** Parameters that are all integers: what a kernel has. */
export const integers = <const N extends string>(...names: readonly N[]): Readonly<Record<N, 'i32'>> =>
  Object.fromEntries(names.map((name) => [name, 'i32'])) as Record<N, 'i32'>;

/** A function that others of its module can call. */
export interface Func {
  readonly index: number;
  readonly parameters: readonly Type[];
  /** What it writes to: addresses among its parameters, or words that it reads there. */
  readonly writes: ReadonlySet<Source>;
}

/** Where the statements of one function are written. */
export interface Body {
  readonly code: number[];
  readonly locals: Type[];
  /** What it writes to, of what is written so far. */
  writes(): ReadonlySet<Source>;
  /** As of an expression, of all that is written so far: a loop counts as one turn. */
  flops(): number;
  local<T extends Type>(type: T): Local<T>;
  /** `count` variables. */
  several<T extends Type>(type: T, count: number): readonly Local<T>[];
  /** A new variable with this value. */
  let(value: I32): Local<'i32'>;
  set<T extends Type>(local: Local<T>, value: Expression<T> | (T extends 'i32' | 'f32' ? number : never)): void;
  /** local ← local + by */
  add(local: Local<'i32'>, by: I32): void;
  store(address: I32, value: Expression<'i32'> | Expression<'f32'> | V128, offset?: number): void;
  /** The lowest 8 bits. */
  store8(address: I32, value: I32): void;
  /** Lane `lane` of a vector; or lanes 0 and 1 (`lane` 0), 2 and 3 (`lane` 1), where `numbers` is 2. */
  storeLanes(address: I32, value: V128, lane: number, numbers: 1 | 2, offset?: number): void;
  if(condition: I32, then: () => void, otherwise?: () => void): void;
  /** At least once, and again as long as the condition holds at its end. */
  doWhile(body: () => void, condition: () => I32): void;
  while(condition: () => I32, body: () => void): void;
  /** `step` by `step` from `from` while below `to`; none where there is nothing. `to` is worked out at each turn. */
  range(from: I32, to: I32, step: I32, body: (i: Local<'i32'>) => void): void;
  /** `count` times, not at all for 0 or less. */
  times(count: I32, body: () => void): void;
  /** Bytes from one place to another. */
  copy(to: I32, from: I32, bytes: I32): void;
  /** Zeros. */
  clear(to: I32, bytes: I32): void;
  call(func: Func, ...args: readonly (I32 | Expression)[]): void;
  /** a · b + c of floats: rounded once where the machine can, else twice, and always alike within a process. */
  multiplyAdd(a: V128, b: V128, c: V128): V128;
  /** Whatever has no statement of its own. */
  emit(...code: readonly number[]): void;
  /** An expression for its effect. */
  drop(value: Expression): void;
}

const storeOf: Readonly<Record<Type, readonly number[]>> = { i32: [0x36], f32: [0x38], v128: [0xfd, 11] };

export interface BodyOptions {
  /**
   * Whether to write loops as V8 needs them to join pairs of vectors. It takes each variable that a loop sets for one
   * that the next turn may read, and leaves a pair alone that has too many of such readers. So vectors that a turn
   * makes are cleared at its end: what is read by nobody costs nothing. Default: false.
   */
  readonly joins?: boolean | undefined;
  /** Whether a · b + c is one instruction. Default: false. */
  readonly relaxed?: boolean | undefined;
}

export const body = (parameters: readonly Type[], { joins = false, relaxed = false }: BodyOptions = {}): Body => {
  const code: number[] = [];
  const locals: Type[] = [];
  /** Vectors of the turn that is written, but for those of loops in it; none outside of loops. */
  let fresh: Local[] = [];
  /** A vector that nobody sets. */
  let zero: Local | undefined;
  const emit = (...bytes: readonly number[]): void => {
    for (const byte of bytes) code.push(byte);
  };
  let flops = 0;
  const push = (value: Expression): void => {
    flops += value.flops;
    for (const byte of value.code) code.push(byte);
  };
  const flow = createFlow(parameters.length);
  /** An address that is written to. */
  const target = (address: I32): void => {
    const value = i32Of(address);
    flow.write(value.of);
    push(value);
  };
  const local = <T extends Type>(type: T): Local<T> => {
    locals.push(type);
    const made = variable(type, parameters.length + locals.length - 1);
    if (type === 'v128') fresh.push(made);
    return made;
  };
  const set: Body['set'] = (local, value) => {
    const given = typeof value === 'number' ? numberOf(local.type, value) : value;
    flow.set(local.index, given.of);
    push(given);
    emit(0x21, ...unsigned(local.index));
  };
  const self: Body = {
    code,
    locals,
    writes: flow.written,
    flops: () => flops,
    emit,
    local,
    set,
    several: (type, count) => Array.from({ length: count }, () => local(type)),
    let: (value) => {
      const made = local('i32');
      set(made, i32Of(value));
      return made;
    },
    add: (target, by) => set(target, i32.add(target, by)),
    store: (address, value, offset = 0) => {
      target(address);
      push(value);
      emit(...storeOf[value.type], ...at(offset));
    },
    store8: (address, value) => {
      target(address);
      push(i32Of(value));
      emit(0x3a, ...at(0));
    },
    storeLanes: (address, value, lane, numbers, offset = 0) => {
      target(address);
      push(value);
      emit(0xfd, numbers === 1 ? 90 : 91, ...at(offset), lane);
    },
    if: (condition, then, otherwise) => {
      push(i32Of(condition));
      emit(0x04, 0x40);
      then();
      if (otherwise !== undefined) {
        emit(0x05);
        otherwise();
      }
      emit(0x0b);
    },
    doWhile: (turn, condition) => {
      if (joins) zero ??= local('v128');
      const outside = fresh;
      fresh = [];
      emit(0x03, 0x40);
      turn();
      if (zero !== undefined) for (const made of fresh) set(made, zero);
      fresh = outside;
      push(i32Of(condition()));
      emit(0x0d, 0, 0x0b);
    },
    while: (condition, turn) => self.if(condition(), () => self.doWhile(turn, condition)),
    range: (from, to, step, turn) => {
      const i = self.let(from);
      const more = (): I32 => i32.ltS(i, to);
      self.while(more, () => {
        turn(i);
        self.add(i, step);
      });
    },
    times: (count, turn) => {
      const left = self.let(count);
      self.while(
        () => i32.gtS(left, 0),
        () => {
          turn();
          self.add(left, -1);
        },
      );
    },
    copy: (to, from, bytes) => {
      target(to);
      for (const operand of [from, bytes]) push(i32Of(operand));
      emit(0xfc, 10, 0, 0);
    },
    clear: (to, bytes) => {
      target(to);
      for (const operand of [0, bytes]) push(i32Of(operand));
      emit(0xfc, 11, 0);
    },
    call: (func, ...args) => {
      const given = args.map((arg) => (typeof arg === 'number' ? i32Of(arg) : arg));
      flow.writeThrough(given, func.writes);
      for (const arg of given) push(arg);
      emit(0x10, ...unsigned(func.index));
    },
    multiplyAdd: (a, b, c) => (relaxed ? f32x4.relaxedMadd(a, b, c) : f32x4.add(f32x4.mul(a, b), c)),
    drop: (value) => {
      push(value);
      emit(0x1a);
    },
  };
  return self;
};

/** The variable at an index, parameters first. */
export const variable = <T extends Type>(type: T, index: number): Local<T> => ({
  ...expression(type, [], 0x20, ...unsigned(index)),
  of: type === 'i32' ? [index] : none,
  index,
});

const numberOf = (type: Type, value: I32 & F32 & number): Expression => (type === 'f32' ? f32Of(value) : i32Of(value));
