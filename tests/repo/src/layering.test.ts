import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { published, read, sourcesUnder, workspaces } from './workspace.ts';

/** Which packages of ours a package may import: those below it. Nothing but apps imports backend. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'packages/core': [],
  'packages/data': ['@kindling/core'],
  'packages/distributed': ['@kindling/core', '@kindling/jit'],
  'packages/jit': ['@kindling/core'],
  'packages/metrics': ['@kindling/core'],
  'packages/models': ['@kindling/core'],
  'packages/torch': ['@kindling/core'],
  'packages/viz': ['@kindling/core'],
  'packages/wasm': ['@kindling/core'],
  'packages/webgpu': ['@kindling/core'],
  'packages/sweep': ['@kindling/core', '@kindling/train'],
  'packages/train': ['@kindling/core', '@kindling/data', '@kindling/jit', '@kindling/metrics', '@kindling/models'],
  'packages/backend': ['@kindling/core', '@kindling/torch', '@kindling/wasm', '@kindling/webgpu'],
};

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

/** The groups of files that import each other in a circle, types counted: Tarjan's strongly connected components. */
const circlesAmong = (imports: readonly Import[]): readonly (readonly string[])[] => {
  const next = new Map<string, string[]>();
  for (const { path, from } of imports) {
    if (!from.startsWith('.')) continue;
    const to = posix.join(posix.dirname(path), from);
    next.set(path, [...(next.get(path) ?? []), to]);
  }
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    lowest.set(file, order.get(file)!);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) visit(to);
      if (stack.includes(to)) lowest.set(file, Math.min(lowest.get(file)!, lowest.get(to)!));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return circles;
};

test('a circle is found, through types too', () => {
  const found = [
    { path: 'p/a.ts', from: './b.ts', isType: false },
    { path: 'p/b.ts', from: './c/d.ts', isType: true },
    { path: 'p/c/d.ts', from: '../a.ts', isType: true },
    { path: 'p/e.ts', from: './a.ts', isType: false },
  ];
  expect(circlesAmong(found)).toEqual([['p/a.ts', 'p/b.ts', 'p/c/d.ts']]);
  expect(circlesAmong(found.slice(1))).toEqual([]);
});

test('every published package has its place in the order', () => {
  expect(Object.keys(mayImport).sort()).toEqual(published);
});

describe.each(published)('%s', (folder) => {
  const manifest = workspaces[folder]!;
  const shipped = sourcesUnder(`${folder}/src`).filter((path) => !/\.test\.ts$|\/src\/testing\//.test(path));
  const imports = shipped.flatMap(importsOf);

  test('imports none of ours that stand above it', () => {
    const up = imports.filter(
      ({ from }) => from.startsWith('@kindling/') && !mayImport[folder]!.includes(packageOf(from)),
    );
    expect(up).toEqual([]);
  });

  test('reaches no file outside its own src', () => {
    const out = imports.filter(
      ({ path, from }) => from.startsWith('.') && !posix.join(posix.dirname(path), from).startsWith(`${folder}/src/`),
    );
    expect(out).toEqual([]);
  });

  test('ships nothing that points at tests', () => {
    expect(imports.filter(({ from }) => from.startsWith('@tests/') || from.includes('/tests/'))).toEqual([]);
  });

  test('has no circle of files, by value or by type', () => {
    expect(circlesAmong(imports)).toEqual([]);
  });

  test('imports at run time only what it declares: dependencies and peers', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const undeclared = imports.filter(
      ({ from, isType }) => !isType && !/^(\.|#|node:)/.test(from) && !declared.includes(packageOf(from)),
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
