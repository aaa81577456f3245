import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, expect, inject, test } from 'vitest';
import { root } from './collect.ts';

const { snippets, examples } = inject('collected');
const programs = [...snippets, ...examples];
const found = new Map<string, string[]>();

/** One compilation of all programs, under the settings of the packages. */
beforeAll(() => {
  const base = join(root, 'tsconfig.base.json');
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(base, ts.sys.readFile).config.compilerOptions,
    root,
  );
  const checked = ts.createProgram(
    programs.map(({ path }) => path),
    { ...options, noUnusedLocals: false, noUnusedParameters: false },
  );
  for (const { path, line } of programs) {
    const source = checked.getSourceFile(path);
    const diagnostics = [...checked.getSyntacticDiagnostics(source), ...checked.getSemanticDiagnostics(source)];
    found.set(
      path,
      diagnostics.map(({ messageText, start = 0 }) => {
        const at = source?.getLineAndCharacterOfPosition(start).line ?? 0;
        return `line ${line + at}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    );
  }
}, 120_000);

test.each(programs.map(({ file, line, path }) => [`${file}:${line}`, path]))('%s type-checks', (_name, path) => {
  expect(found.get(path)).toEqual([]);
});
