/** A piece of TypeScript that stands in a page or a docstring. */
export type Snippet = {
  /** The page or source file, from the root. */
  readonly file: string;
  /** Where its code begins there, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** Why it is checked but not run, where it is marked so. */
  readonly notRun?: string;
};

const opening = /^```ts(?: (no-run|continued))?$/;
const reason = /^<!-- not run: (.+) -->$/;

/**
 * The ```` ```ts ```` snippets of a page. One marked `continued` goes on from the one before it. One marked `no-run` is
 * not run, for the reason that the line above it gives: `<!-- not run: downloads 170 MB -->`.
 */
export const snippetsOf = (file: string, text: string): readonly Snippet[] => {
  const lines = text.split('\n');
  const snippets: Snippet[] = [];
  for (let i = 0; i < lines.length; i++) {
    const info = lines[i]!.trimEnd();
    if (!info.startsWith('```')) continue;
    const end = lines.findIndex((line, at) => at > i && line.trimEnd() === '```');
    if (end === -1) throw new Error(`${file}:${i + 1}: this block of code never ends`);
    if (/^```(ts|typescript|tsx)\b/.test(info)) {
      const [, mark] =
        opening.exec(info) ?? mistake(file, i, `"${info}" is none of \`\`\`ts, \`\`\`ts no-run, \`\`\`ts continued`);
      const own = lines.slice(i + 1, end).join('\n');
      if (mark === 'no-run') {
        const [, notRun] =
          reason.exec(lines[i - 1]?.trim() ?? '') ?? mistake(file, i, 'say why above it: <!-- not run: ... -->');
        snippets.push({ file, line: i + 2, code: own, notRun: notRun! });
      } else if (mark === 'continued') {
        const before = snippets.at(-1) ?? mistake(file, i, 'there is nothing to continue');
        // Blank lines in between keep every line of the program at its line of the page.
        const gap = '\n'.repeat(i + 2 - before.line - before.code.split('\n').length + 1);
        snippets.push({ ...before, code: before.code + gap + own });
      } else {
        snippets.push({ file, line: i + 2, code: own });
      }
    }
    i = end;
  }
  return snippets;
};

const mistake = (file: string, at: number, what: string): never => {
  throw new Error(`${file}:${at + 1}: ${what}`);
};
