// internal: the SVG that plots are written in, read back strictly
export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** The text directly inside. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'" };

/** A tag, or the text before the next one. Every branch moves on, so reading is linear. */
const token = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/y;
const attribute = /([A-Za-z][\w:-]*)="([^"<]*)"/g;

const bad = (what: string): SyntaxError =>
  new SyntaxError(`toPNG: ${what}; it reads SVG as the plots of @kindling/viz write it`);

const decode = (text: string): string =>
  text.replace(/&([^;&]{0,8});?/g, (whole, name: string) => {
    const letter = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (letter === undefined || !whole.endsWith(';')) throw bad(`the entity ${whole} is unknown`);
    return letter;
  });

const readAttributes = (source: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...source.matchAll(attribute)].map(([, name, value]) => [name!, decode(value!)]));

/**
 * The document's root element. No document type, comment, script or reference is ever followed: there is none to write.
 */
export const readSvg = (source: string): Node => {
  type Open = { name: string; attributes: Readonly<Record<string, string>>; children: Node[]; text: string };
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const open: Open[] = [top];
  token.lastIndex = 0;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const found = token.exec(source);
    if (found === null)
      throw bad(`letter ${at} opens something unreadable, ${JSON.stringify(source.slice(at, at + 24))}`);
    const [, closing, name, attributes, empty, text] = found;
    const parent = open.at(-1)!;
    if (name === undefined) {
      parent.text += decode(text!);
    } else if (closing === '/') {
      if (open.length === 1 || parent.name !== name) throw bad(`</${name}> closes nothing`);
      open.pop();
    } else {
      const node: Open = { name, attributes: readAttributes(attributes!), children: [], text: '' };
      parent.children.push(node);
      if (empty === '') open.push(node);
    }
  }
  const [root] = top.children;
  if (open.length > 1) throw bad(`<${open.at(-1)!.name}> is never closed`);
  if (root?.name !== 'svg' || top.children.length !== 1 || top.text.trim() !== '')
    throw bad('the text is not one <svg>');
  return root;
};
