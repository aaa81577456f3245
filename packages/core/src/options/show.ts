/** A length of `null` is known only at run time. */
export type ShapeLike = readonly (number | null)[];

/** `[null, 32, 32, 3]`, as every error message writes a shape. */
export const formatShape = (shape: ShapeLike): string => `[${shape.map((length) => show(length ?? null)).join(', ')}]`;

const limit = 60;
const deepest = 3;

/** A value as an error message shows it: quoted if a string, cut if long, and never a crash. */
export const show = (value: unknown): string => {
  const text = describe(value);
  return text.length > limit ? `${text.slice(0, limit)}...` : text;
};

/** Quoted, with escapes for whatever would not print: JSON leaves some as they are. */
const quoted = (text: string): string =>
  JSON.stringify(text.slice(0, limit + 1)).replace(
    /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const keyText = (key: string): string => (/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(key) ? quoted(key) : key);

/** A layer is a function too, but goes by its kind: its name is the one it was given, or none. */
const describeFunction = (value: { readonly name?: unknown; readonly kind?: unknown; readonly config?: unknown }) => {
  const { name, kind } = value;
  if (typeof kind !== 'string' || value.config === undefined) return `function ${name ?? ''}`.trimEnd();
  return `layer ${kind}${typeof name === 'string' ? ` ${quoted(name)}` : ''}`;
};

const describe = (value: unknown, depth = 0): string => {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'function') return describeFunction(value);
  if (Array.isArray(value)) {
    if (depth === deepest) return '[...]';
    return `[${value
      .slice(0, limit / 2)
      .map((item) => describe(item, depth + 1))
      .join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const name = Object.getPrototypeOf(value)?.constructor?.name;
  return name === undefined || name === 'Object'
    ? `{ ${Object.keys(value).slice(0, 8).map(keyText).join(', ')} }`
    : name;
};
