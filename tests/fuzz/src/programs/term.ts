/** A call of a function by its name: `l2(0.01)`. */
export interface Call {
  readonly call: string;
  readonly args: readonly Term[];
}

/** A value that prints itself as the code that makes it. */
export type Term = number | string | boolean | readonly Term[] | Call | Terms;
export type Terms = { readonly [name: string]: Term };

export const call = (name: string, ...args: readonly Term[]): Call => ({ call: name, args });

const isList = (term: Term): term is readonly Term[] => Array.isArray(term);
const isCall = (term: Term): term is Call => typeof term === 'object' && 'call' in term;

/** `conv2d({ filters: 2, kernelSize: [1, 3] })` */
export const told = (term: Term): string => {
  if (typeof term !== 'object') return typeof term === 'string' ? `'${term}'` : String(term);
  if (isList(term)) return `[${term.map(told).join(', ')}]`;
  if (isCall(term)) return `${term.call}(${term.args.map(told).join(', ')})`;
  return `{ ${Object.entries(term)
    .map(([name, value]) => `${name}: ${told(value)}`)
    .join(', ')} }`;
};

/** What the code gives, with the functions of `vocabulary`. */
export const made = (term: Term, vocabulary: Readonly<Record<string, unknown>>): unknown => {
  if (typeof term !== 'object') return term;
  if (isList(term)) return term.map((each) => made(each, vocabulary));
  if (!isCall(term))
    return Object.fromEntries(Object.entries(term).map(([name, value]) => [name, made(value, vocabulary)]));
  const factory = vocabulary[term.call];
  if (typeof factory !== 'function') throw new Error(`there is no ${term.call}`);
  return factory(...term.args.map((arg) => made(arg, vocabulary)));
};

/** The names of all that it calls, and the names that it gives as texts. */
export const namesIn = (term: Term): readonly string[] => {
  if (typeof term !== 'object') return typeof term === 'string' ? [term] : [];
  if (isCall(term)) return [term.call, ...term.args.flatMap(namesIn)];
  return Object.values(term).flatMap(namesIn);
};
