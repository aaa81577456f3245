import ts from 'typescript';
import type { Snippet } from './snippet.ts';

const fence = /^\s*```ts\n([\s\S]*?)\n\s*```\s*$/;
const reason = /^\/\/ not run: (.+)\n/;

/**
 * The `@example` blocks of a source file's docstrings, fenced or not. One whose first line is `// not run: <why>` is
 * checked but not run.
 */
export const examplesOf = (file: string, text: string): readonly Snippet[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = new Map<number, Snippet>();
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== 'example') continue;
      const line = source.getLineAndCharacterOfPosition(tag.getStart()).line + 2;
      const comment = ts.getTextOfJSDocComment(tag.comment) ?? '';
      const fenced = fence.exec(comment);
      const code = fenced?.[1] ?? comment;
      const notRun = reason.exec(code)?.[1];
      found.set(tag.pos, {
        file,
        line: fenced === null ? line : line + 1,
        code,
        ...(notRun === undefined ? {} : { notRun }),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found.values()].sort((a, b) => a.line - b.line);
};
