export type Part = 'comment' | 'string' | 'number' | 'word' | 'call' | 'plain';

export interface Coloured {
  readonly part: Part;
  readonly text: string;
}

const words = 'import|from|const|await|async|export|for|of|return|new|true|false|undefined|if|else|let|type';

/** In this order: what begins earlier wins, then what stands first. */
const pattern = new RegExp(
  [
    '(?<comment>//.*)',
    '(?<string>"(?:[^"\\\\]|\\\\.)*"|\'(?:[^\'\\\\]|\\\\.)*\'|`(?:[^`\\\\]|\\\\.)*`)',
    '(?<number>\\b\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?\\b)',
    `(?<word>\\b(?:${words})\\b)`,
    '(?<call>\\b[A-Za-z_$][\\w$]*(?=\\())',
  ].join('|'),
  'g',
);

/** The parts of one line of TypeScript: enough for a script that we write ourselves. */
export const colouring = (line: string): readonly Coloured[] => {
  const parts: Coloured[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) parts.push({ part: 'plain', text: line.slice(end, match.index) });
    const part = Object.entries(match.groups!).find(([, text]) => text !== undefined)![0] as Part;
    parts.push({ part, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < line.length) parts.push({ part: 'plain', text: line.slice(end) });
  return parts;
};
