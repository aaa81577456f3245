import { execFileSync } from 'node:child_process';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { read, root } from './workspace.ts';

const git = (...args: readonly string[]): string | undefined => {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
};

const columns = 120;

const lengthOf = (line: string): number => [...line].length;

/** Where each comment of a file begins and ends. */
const commentsOf = (text: string): readonly ts.CommentRange[] => {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  const found = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) found.set(range.pos, range);
    for (const range of ts.getTrailingCommentRanges(text, node.end) ?? []) found.set(range.pos, range);
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return [...found.values()];
};

/** An address cannot be broken: it may stand alone on a longer line. */
const isAddress = (line: string): boolean => /^\s*(\/\*\*|\*|\/\/)\s+\S+:\/\/\S+( \*\/)?$/.test(line);

/** Number and text of each line that a comment makes too long. The length of code is the formatter's matter. */
const longComments = (text: string): readonly string[] => {
  const lines = text.split('\n');
  if (!lines.some((line) => lengthOf(line) > columns)) return [];
  const comments = commentsOf(text);
  let start = 0;
  return lines.flatMap((line, i) => {
    const from = start;
    start += line.length + 1;
    if (lengthOf(line) <= columns || isAddress(line)) return [];
    const makesIt = ({ pos, end }: ts.CommentRange): boolean => pos < from + columns && end > from + columns;
    return comments.some(makesIt) ? [`${i + 1}: ${line}`] : [];
  });
};

const filler = 'word '.repeat(30).trim();

test.each([
  [`// ${filler}`, 1],
  [`/** ${filler} */`, 1],
  [`/**\n * ${filler}\n */\nconst a = 1;`, 1],
  [`const a = 1; // ${filler}`, 1],
  [`const a = '${filler}';`, 0],
  [`const a = '${filler}'; // short`, 0],
  [`const a = \`\n// ${filler}\n\`;`, 0],
  [`// https://example.org/${'a'.repeat(120)}`, 0],
  [`// see https://example.org/${'a'.repeat(120)}`, 1],
])('a comment that is too long is found (%#)', (text, count) => {
  expect(longComments(text)).toHaveLength(count);
});

/** Programs of acceptance stay as they came. */
const leftOut = /^tests\/tarballs\/programs\//;

const tracked = git('ls-files', '-z', '*.ts', '*.mjs')?.split('\0').filter(Boolean);

test.skipIf(tracked === undefined)(
  `comments stay within ${columns} columns${tracked === undefined ? ' (skipped: no git, so which files are tracked is not known)' : ''}`,
  () => {
    const files = tracked!.filter((path) => !leftOut.test(path));
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap((path) => longComments(read(path)).map((line) => `${path}:${line}`))).toEqual([]);
  },
);

/** The commit from which on subjects are kept short. */
const since = '2a86076';

const subjects =
  git('merge-base', '--is-ancestor', since, 'HEAD') === undefined
    ? undefined
    : git('log', '--format=%s', `${since}..HEAD`);

test.skipIf(subjects === undefined)(
  `commit subjects stay within 72 characters${subjects === undefined ? ` (skipped: no git history that reaches back to ${since})` : ''}`,
  () => {
    expect(subjects!.split('\n').filter((subject) => lengthOf(subject) > 72)).toEqual([]);
  },
);
