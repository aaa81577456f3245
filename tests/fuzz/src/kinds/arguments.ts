import { show } from '@kindling/core';
import { dispose, Tensor, type TensorContainer, zeros } from '@tensorflow/tfjs-core';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';
import { mutatedJson } from '../mutatedJson.ts';
import { type Argument, signatures } from '../signatures.ts';

const freed = (): Tensor => {
  const tensor = zeros([1, 2]);
  tensor.dispose();
  return tensor;
};

/** What may be copied and changed inside: no tensors and no functions. */
const isPlain = (value: unknown): boolean =>
  typeof value !== 'function' &&
  !(value instanceof Tensor) &&
  (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.values(value).every(isPlain));

/** Nonsense, but no function in place of a function: what that throws is the caller's. */
const other = (draw: Draw, good: unknown): unknown => {
  const value = draw.nonsense();
  return typeof good === 'function' && typeof value === 'function' ? good : value;
};

/** A part of it is something else, or freed. */
const changed = (draw: Draw, value: unknown): unknown => {
  if (isPlain(value)) return mutatedJson(draw, value, draw.chance(0.5) ? undefined : (own) => cloneable(own));
  if (typeof value !== 'object' || value === null || value instanceof Tensor) return other(draw, value);
  const names = Object.keys(value);
  if (names.length === 0) return draw.nonsense();
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const name = draw.pick(names);
  const part = (value as Readonly<Record<string, unknown>>)[name];
  const inside = draw.chance(0.5) ? changed(draw, part) : draw.pick([() => other(draw, part), freed])();
  return Object.assign(copy, { [name]: inside });
};

/** Nonsense that a copy can hold. */
const cloneable = (draw: Draw): unknown => {
  const value = draw.nonsense();
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
};

const isRight = ({ holds, isVague }: Argument, value: unknown): boolean | undefined =>
  isVague?.(value) === true ? undefined : holds(value);

/** Values one after the other: right ones are taken, all others refused. */
export const positional: Kind = {
  name: 'arguments',
  once: async (draw) => {
    const { name, takes, run } = draw.pick(signatures);
    const good = takes.map((argument) => argument.good(draw));
    const given = [...good];
    const at = draw.int(takes.length);
    const isSame = draw.chance(0.2);
    if (!isSame)
      given[at] = draw.pick([() => other(draw, good[at]), () => changed(draw, good[at]), freed, () => undefined])();
    const about = `${name}(${given.map(show).join(', ')})`;
    try {
      const answer = await answerOf(() => run(...(given as never[])), { about });
      const right = takes.map((argument, i) => isRight(argument, given[i]));
      if ('error' in answer && right.every((each) => each === true))
        throw new Wrong(`${about} is right, but was refused: ${answer.error.message}`);
      if ('value' in answer && right.includes(false)) throw new Wrong(`${about} is nonsense, but was taken`);
      return 'error' in answer ? 'refused' : 'accepted';
    } finally {
      // Of some the run frees what it was given; the rest is freed here.
      for (const value of good) dispose(value as TensorContainer);
    }
  },
};
