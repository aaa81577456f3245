import ts from 'typescript';

/** The names that a piece of code refers to without declaring them. */
export const freeNames = (code: string): ReadonlySet<string> => {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node, parent: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isDeclared(node, parent)) declared.add(node.text);
      else if (!isKey(node, parent)) used.add(node.text);
    }
    ts.forEachChild(node, (inner) => visit(inner, node));
  };
  const source = ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest);
  ts.forEachChild(source, (node) => visit(node, source));
  return new Set([...used].filter((name) => !declared.has(name)));
};

const isDeclared = (node: ts.Identifier, parent: ts.Node): boolean =>
  (ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isBindingElement(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isNamespaceImport(parent) ||
    ts.isImportClause(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent)) &&
  parent.name === node;

/** A name after a dot, or before a colon: nothing that code refers to. */
const isKey = (node: ts.Identifier, parent: ts.Node): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
  (ts.isPropertyAssignment(parent) && parent.name === node) ||
  (ts.isMethodDeclaration(parent) && parent.name === node) ||
  (ts.isBindingElement(parent) && parent.propertyName === node) ||
  (ts.isImportSpecifier(parent) && parent.propertyName === node) ||
  (ts.isPropertySignature(parent) && parent.name === node);

/** What each module exports, by name, as an import writes it: `dense`, `type Shape`. */
export type Modules = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * The imports that an example leaves to its reader, on one line: each free name from the first module that exports it.
 *
 * @param modules the most likely first
 */
export const missingImports = (code: string, modules: Modules): string => {
  const wanted = new Map<string, string[]>();
  for (const name of freeNames(code)) {
    const [module, names] = [...modules].find(([, exported]) => exported.has(name)) ?? [];
    if (module === undefined) continue;
    wanted.set(module, [...(wanted.get(module) ?? []), names?.get(name) ?? name]);
  }
  return [...wanted].map(([module, names]) => `import { ${names.join(', ')} } from '${module}'; `).join('');
};
