// internal: a shader's text with names of its own, over arrays that it shares
import { membersIn, nextOf, type Shader } from './shader.ts';

/** Where the text has an array: the variable that it is a part of. */
export interface Names {
  /** In front of what it declares. */
  readonly prefix: string;
  /** By the number of the array: what it is a part of. */
  readonly arrays: readonly string[];
  /** What it reads its numbers from. */
  readonly uniforms: string;
}

/** The token that closes what `from` opens. */
const closing = (tokens: readonly string[], from: number): number => {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    at += 1;
    if (tokens[at] === '[') depth += 1;
    if (tokens[at] === ']') depth -= 1;
  }
  return at;
};

/**
 * Each `x[i]` becomes a part of what holds x: `held[p_at0 + min(u32(i), p_last0)]`. As a device does it, what is asked
 * for beyond the end is the last.
 */
export const renamed = ({ tokens, names, arrays, uniforms }: Shader, to: Names): string => {
  const members = membersIn(tokens);
  const numberOf = new Map(arrays.map(({ name }, i) => [name, i]));
  const textOf = (from: number, until: number): string => {
    let text = '';
    let before = '';
    for (let at = from; at < until; at++) {
      const token = tokens[at]!;
      const isOwn = before !== '.' && !members.has(at);
      const array = isOwn ? numberOf.get(token) : undefined;
      if (array !== undefined) {
        const opens = nextOf(tokens, at + 1);
        const closes = closing(tokens, opens);
        const index = textOf(opens + 1, closes);
        text += `${to.arrays[array]}[${to.prefix}at${array} + min(u32(${index}), ${to.prefix}last${array})]`;
        at = closes;
      } else if (isOwn && token === uniforms.name) text += to.uniforms;
      else text += isOwn && names.has(token) ? `${to.prefix}${token}` : token;
      if (token.trim() !== '') before = tokens[at]!;
    }
    return text;
  };
  return textOf(0, tokens.length);
};
