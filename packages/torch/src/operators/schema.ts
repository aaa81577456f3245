// internal: operators as PyTorch writes them: `sum.dim_IntList(Tensor self, int[1]? dim, ...) -> Tensor`
import type { ArgumentKind, Kind } from './kinds.ts';

/** What an operator takes and gives, for comparison. A kind that we have no name for stays as PyTorch writes it. */
export interface Schema {
  readonly takes: readonly string[];
  readonly gives: number;
}

const kinds: Readonly<Record<string, Kind>> = {
  Tensor: 'tensor',
  int: 'int',
  SymInt: 'int',
  float: 'float',
  bool: 'bool',
  str: 'text',
  ScalarType: 'dtype',
  MemoryFormat: 'format',
  Generator: 'generator',
  'Tensor[]': 'tensors',
  'Tensor?[]': 'maybeTensors',
  'int[]': 'ints',
  'SymInt[]': 'ints',
  'bool[]': 'bools',
};

/** A type as a kind: without alias marks (`Tensor(a!)`) and lengths (`int[2]`). */
const kindOf = (type: string): string => {
  const plain = type.replace(/\([^)]*\)/g, '').replace(/\[\d+\]/g, '[]');
  const isOptional = plain.endsWith('?');
  const kind = kinds[isOptional ? plain.slice(0, -1) : plain];
  return kind === undefined ? plain : ((isOptional ? `${kind}?` : kind) satisfies ArgumentKind);
};

/** The parts between commas that no bracket encloses. */
const split = (list: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const letter of list) {
    if (letter === ',' && depth === 0) {
      parts.push(part);
      part = '';
      continue;
    }
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    part += letter;
  }
  return [...parts, part].map((each) => each.trim()).filter((each) => each !== '');
};

/** Of a text `name(arguments) -> results`; undefined where it is none. */
export const readSchema = (text: string): (Schema & { readonly name: string }) | undefined => {
  const found = /^([\w.]+)\((.*)\) -> (.+)$/.exec(text);
  if (found === null) return undefined;
  const [, name = '', given = '', results = ''] = found;
  return {
    name,
    takes: split(given)
      .filter((each) => each !== '*')
      .map((each) => kindOf(each.split(' ')[0]!)),
    gives: results.startsWith('(') ? split(results.slice(1, -1)).length : 1,
  };
};
