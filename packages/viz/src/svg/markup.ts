// internal: how SVG text is written; nothing reaches a document unescaped
declare const written: unique symbol;
/** Text that is already SVG. Only this file makes it, so a caller's string can't slip in. */
export type Markup = string & { readonly [written]: true };

export type Attributes = Readonly<Record<string, string | number | undefined>>;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeXML = (text: string): string => text.replace(/[&<>"']/g, (letter) => entities[letter]!);

const value = (given: string | number): string =>
  typeof given === 'number' ? String(Number(given.toFixed(2))) : escapeXML(given);

/** `<rect x="1" y="2"/>`: numbers to two decimals, strings escaped, `undefined` left out. */
export const element = (name: string, attributes: Attributes, ...children: readonly Markup[]): Markup => {
  const head = Object.entries(attributes)
    .map(([key, given]) => (given === undefined ? '' : ` ${key}="${value(given)}"`))
    .join('');
  return (children.length === 0 ? `<${name}${head}/>` : `<${name}${head}>${children.join('')}</${name}>`) as Markup;
};

/** A caller's text, escaped. */
export const words = (text: string): Markup => escapeXML(text) as Markup;

/** A style sheet of our own: CSS is not escaped inside `<style>`. */
export const styleSheet = (css: string): Markup => `<style>${css}</style>` as Markup;
