// The members of an interface with their docs, as TypeScript's parser reads them, inherited ones among them.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {{ name: string, does: string, byDefault: string | undefined }} Member
 * @typedef {{ path: string, source: ts.SourceFile }} File
 */

/**
 * The members of an interface, its own first, then those that it inherits.
 *
 * @param {string} root
 * @param {string} path from the root
 * @param {string} name
 * @param {boolean} [areOptions] whether each must tell its default, or that it is required
 * @returns {readonly Member[]}
 * @throws Error for an interface that is not there, and for a member whose doc is missing or lacks its default
 */
export const membersOf = (root, path, name, areOptions = /Options$/.test(name)) => {
  const file = parsed(root, path);
  const declared = declarationOf(file.source, name);
  if (declared === undefined) throw new Error(`${path}: there is no interface "${name}"`);
  if (ts.isTypeAliasDeclaration(declared)) return membersOf(root, ...place(root, file, declared.type), areOptions);
  /** @type {Map<string, Member>} */
  const found = new Map();
  for (const member of declared.members) {
    const read = memberOf(file, name, member, areOptions);
    found.set(read.name, read);
  }
  for (const { types } of declared.heritageClauses ?? []) {
    for (const { expression } of types) {
      for (const member of membersOf(root, ...place(root, file, expression), areOptions)) {
        if (!found.has(member.name)) found.set(member.name, member);
      }
    }
  }
  return [...found.values()];
};

/**
 * @param {string} root
 * @param {string} path
 * @returns {File}
 */
const parsed = (root, path) => {
  if (!existsSync(join(root, path))) throw new Error(`${path} is not there`);
  return {
    path,
    source: ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true),
  };
};

/**
 * @param {ts.SourceFile} source
 * @param {string} name
 */
const declarationOf = (source, name) =>
  source.statements.find(
    /** @returns {statement is ts.InterfaceDeclaration | ts.TypeAliasDeclaration} */
    (statement) =>
      (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && statement.name.text === name,
  );

/**
 * Where the interface is that a piece of code refers to: here, or where it is imported from.
 *
 * @param {string} root
 * @param {File} file
 * @param {ts.Node} reference
 * @returns {[path: string, name: string]}
 */
const place = (root, { path, source }, reference) => {
  const name = ts.isTypeReferenceNode(reference) ? reference.typeName.getText() : reference.getText();
  if (!/^\w+$/.test(name)) throw new Error(`${path}: cannot tell the members of ${name}`);
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const names = statement.importClause?.namedBindings;
    if (names === undefined || !ts.isNamedImports(names)) continue;
    const found = names.elements.find((element) => element.name.text === name);
    const from = join(dirname(path), statement.moduleSpecifier.text).replaceAll('\\', '/');
    if (found !== undefined && existsSync(join(root, from))) return [from, (found.propertyName ?? found.name).text];
  }
  return [path, name];
};

/**
 * @param {File} file
 * @param {string} owner
 * @param {ts.TypeElement} member
 * @param {boolean} isOption
 * @returns {Member}
 */
const memberOf = ({ path }, owner, member, isOption) => {
  const name = member.name?.getText() ?? '';
  const where = `${path}: ${owner}.${name}`;
  const doc = textOf(member);
  if (doc === '') throw new Error(`${where} has no doc`);
  if (ts.isMethodSignature(member)) {
    const parameters = member.parameters.map((one) => `${one.name.getText()}${one.questionToken ? '?' : ''}`);
    return { name: `${name}(${parameters.join(', ')})`, does: doc, byDefault: undefined };
  }
  const [, before = '', given, after = ''] = /^(.*?)\s*\bDefault: (.+?)\.(?=\s|$)(.*)$/.exec(doc) ?? [];
  if (!isOption) return { name, does: doc, byDefault: undefined };
  const isOptional = member.questionToken !== undefined;
  if (isOptional && given === undefined) throw new Error(`${where} does not say its default: "Default: none."`);
  if (!isOptional && given !== undefined) throw new Error(`${where} must be given, and has a default`);
  const does = (given === undefined ? doc.replace(/\s*\bRequired\.$/, '') : `${before}${after}`).trim();
  if (does === '') throw new Error(`${where} does not say what it does`);
  return { name, does, byDefault: given };
};

/**
 * A doc's text up to its first tag, as one line.
 *
 * @param {ts.Node} node
 */
const textOf = (node) =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join(' ')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim();
