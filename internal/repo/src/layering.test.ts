import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { published, read, sourcesUnder, workspaces } from './workspace.ts';

/** Which packages of ours a package may import at run time; nothing but apps imports backend. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/data': [],
  'packages/metrics': [],
  'packages/models': [],
  'packages/train': ['@kindling/metrics', '@kindling/models'],
  'packages/viz': [],
  'packages/wasm': [],
  'packages/backend': ['@kindling/wasm'],
};

/** And of which it may, beyond those, know the types. */
const mayKnow: Readonly<Record<string, readonly string[]>> = { 'packages/train': ['@kindling/data'] };

type Import = { readonly path: string; readonly from: string; readonly isType: boolean };

const isModuleCall = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;

/** Every module that a file names: static, re-exported, dynamic by a literal, or inside a type. */
const importsOf = (path: string): readonly Import[] => {
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, isType: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteral(specifier)) found.push({ path, from: specifier.text, isType });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (isModuleCall(node)) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest));
  return found;
};

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

test('every published package has its place in the order', () => {
  expect(Object.keys(mayImport).sort()).toEqual(published);
});

describe.each(published)('%s', (folder) => {
  const manifest = workspaces[folder]!;
  const shipped = sourcesUnder(`${folder}/src`).filter((path) => !/\.test\.ts$|\/src\/testing\//.test(path));
  const imports = shipped.flatMap(importsOf);

  test('imports none of ours that stand above it', () => {
    const up = imports.filter(
      ({ from, isType }) =>
        from.startsWith('@kindling/') &&
        !mayImport[folder]!.includes(packageOf(from)) &&
        !(isType && mayKnow[folder]?.includes(packageOf(from))),
    );
    expect(up).toEqual([]);
  });

  test('reaches no file outside its own src', () => {
    const out = imports.filter(
      ({ path, from }) => from.startsWith('.') && !posix.join(posix.dirname(path), from).startsWith(`${folder}/src/`),
    );
    expect(out).toEqual([]);
  });

  test('imports at run time only what it declares: dependencies, peers, and internal code that is built in', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const undeclared = imports.filter(
      ({ from, isType }) =>
        !isType &&
        !/^(\.|#|node:)/.test(from) &&
        !declared.includes(packageOf(from)) &&
        !(from.startsWith('@internal/') && manifest.devDependencies?.[packageOf(from)] !== undefined),
    );
    expect(undeclared).toEqual([]);
  });

  test('names types only of what it declares', () => {
    const declared = Object.keys({
      ...manifest.dependencies,
      ...manifest.peerDependencies,
      ...manifest.devDependencies,
    });
    const undeclared = imports.filter(
      ({ from, isType }) => isType && !/^(\.|#|node:)/.test(from) && !declared.includes(packageOf(from)),
    );
    expect(undeclared).toEqual([]);
  });
});
