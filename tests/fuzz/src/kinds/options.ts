import { show } from '@kindling/core';
import type { Draw } from '../draw.ts';
import { answerOf, type Kind, Wrong } from '../kind.ts';
import { fittingOptions, type Noun } from '../nouns/noun.ts';
import { nouns } from '../nouns.ts';

const strangers = ['unit', 'lr', 'beta_1', '__proto__', 'constructor', 'toString', 'kind', ''];

/** Something else than these options, or the same. */
const changed = (draw: Draw, noun: Noun, options: Record<string, unknown>): unknown => {
  const names = [...Object.keys(noun.required), ...Object.keys(noun.optional)];
  switch (draw.int(8)) {
    case 0:
      return options;
    case 1:
      return draw.nonsense();
    case 2:
      // As JSON.parse gives it: an own member, whatever its name.
      return Object.defineProperty({ ...options }, draw.pick(strangers), {
        value: draw.nonsense(),
        enumerable: true,
      });
    case 3:
      delete options[draw.pick(names)];
      return options;
    default:
      if (names.length > 0) options[draw.pick(names)] = draw.nonsense();
      return options;
  }
};

/** Whether the options are right, by the rules that this room has written down for itself. */
const areRight = ({ required, optional, agree, short }: Noun, options: unknown): boolean => {
  if (short?.holds(options) === true) return true;
  if (options === undefined) return Object.keys(required).length === 0;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return false;
  const own = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const isKnown = (name: string) => Object.hasOwn(required, name) || Object.hasOwn(optional, name);
  if (!Object.keys(options).every(isKnown)) return false;
  const missing = Object.keys(required).some((name) => !Object.hasOwn(own, name));
  if (missing || !Object.entries(own).every(([name, value]) => (required[name] ?? optional[name])!.holds(value))) {
    return false;
  }
  return agree?.(own) ?? true;
};

const described = (options: unknown): string =>
  typeof options === 'object' && options !== null && !Array.isArray(options)
    ? `{ ${Object.entries(options)
        .map(([name, value]) => `${name}: ${show(value)}`)
        .join(', ')} }`
    : show(options);

/** Right options are taken, all others refused. */
export const options: Kind = {
  name: 'options',
  once: async (draw) => {
    const noun = draw.pick(nouns);
    const made = noun.argument
      ? draw.pick([noun.argument.good, draw.nonsense])(draw)
      : changed(draw, noun, fittingOptions(draw, noun, 0.25));
    const about = `${noun.name}(${described(made)})`;
    const isRight = noun.argument ? noun.argument.holds(made) : areRight(noun, made);
    const answer = await answerOf(() => noun.make(made as never), { about });
    if ('error' in answer && isRight) throw new Wrong(`${about} is right, but was refused: ${answer.error.message}`);
    if ('value' in answer && !isRight) throw new Wrong(`${about} is nonsense, but was taken`);
    return isRight ? 'accepted' : 'refused';
  },
};
