// Writes packages/*/src/index.ts from the folders: whatever a public file exports, the package exports.
//   node scripts/barrels.mjs            writes them
//   node scripts/barrels.mjs --check    fails when one is stale, and names it
// Public is every .ts file under src/ but tests, node.ts and node/ (entries of their own), platform's halves, other
// index.ts, and files whose first line begins with `// internal`.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { argv, execPath } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const header = '// Generated from the folders by scripts/barrels.mjs; not to be edited.\n';
const notPublic = [
  /(^|\/)index\.ts$/,
  /\.test\.ts$/,
  /\.d\.ts$/,
  /^node\.ts$/,
  /(^|\/)platform\/(node|browser)\.ts$/,
  /(^|\/)node\//,
];

/**
 * @typedef {{ name: string, isType: boolean }} Export
 */

/**
 * The public source files of a package, as paths relative to its src/.
 *
 * @param {string} src
 */
const publicFiles = (src) =>
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && !notPublic.some((pattern) => pattern.test(path)))
    .filter((path) => !readFileSync(join(src, path), 'utf8').startsWith('// internal'))
    .sort();

/**
 * The names that a binding introduces: `x`, `{ a, b: c }`, `[d, e]`.
 *
 * @param {ts.BindingName} binding
 * @returns {string[]}
 */
const boundNames = (binding) =>
  ts.isIdentifier(binding)
    ? [binding.text]
    : binding.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : boundNames(element.name)));

/**
 * What a source text exports, by name.
 *
 * @param {string} path for messages
 * @param {string} text
 * @returns {Export[]}
 */
export const exportsOf = (path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  /** @type {Map<string, Export>} */
  const found = new Map();
  /** @param {string} name @param {boolean} isType */
  const add = (name, isType) => found.set(name, { name, isType: isType && (found.get(name)?.isType ?? true) });

  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement)) {
      if (statement.exportClause === undefined || ts.isNamespaceExport(statement.exportClause)) {
        throw new Error(`${path}: "export *" hides what is exported; name it`);
      }
      for (const { name, isTypeOnly } of statement.exportClause.elements) {
        add(name.text, isTypeOnly || statement.isTypeOnly);
      }
      continue;
    }
    const flags = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const has = (/** @type {ts.SyntaxKind} */ kind) => flags.some((modifier) => modifier.kind === kind);
    if (ts.isExportAssignment(statement) || has(ts.SyntaxKind.DefaultKeyword)) {
      throw new Error(`${path}: a default export has no name for the barrel; export it by name`);
    }
    if (!has(ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations)
        for (const bound of boundNames(name)) add(bound, false);
    } else if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      add(statement.name.text, true);
    } else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
      add(statement.name.text, false);
    } else {
      throw new Error(`${path}: cannot tell the name of ${ts.SyntaxKind[statement.kind]}`);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
};

/**
 * The text of a package's barrel. Two files that export one name are an error.
 *
 * @param {string} src the package's src/ folder
 */
export const barrel = (src) => {
  /** @type {Map<string, string>} */
  const owners = new Map();
  const lines = publicFiles(src).flatMap((path) => {
    const names = exportsOf(path, readFileSync(join(src, path), 'utf8'));
    for (const { name } of names) {
      const other = owners.get(name);
      if (other !== undefined) {
        throw new Error(
          `${relative(root, src)}: both ${other} and ${path} export "${name}"; rename one, or open its file with "// internal: <why>"`,
        );
      }
      owners.set(name, path);
    }
    if (names.length === 0) return [];
    const list = names.map(({ name, isType }) => (isType ? `type ${name}` : name)).join(', ');
    return [`export { ${list} } from './${path}';`];
  });
  return formatted(`${header}${lines.length > 0 ? lines.join('\n') : 'export {};'}\n`, join(src, 'index.ts'));
};

/**
 * As the linter would have it.
 *
 * @param {string} text
 * @param {string} path
 */
const formatted = (text, path) => {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'check', '--write', `--stdin-file-path=${relative(root, path)}`];
  return execFileSync(execPath, args, { cwd: root, input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
};

/** The src/ folders whose barrels are generated. */
export const barrelFolders = () =>
  readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name, 'src'))
    .filter((src) => existsSync(src))
    .sort();

/**
 * @param {string} src
 * @returns {boolean}
 */
export const isStale = (src) => {
  const path = join(src, 'index.ts');
  return !existsSync(path) || readFileSync(path, 'utf8') !== barrel(src);
};

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const stale = barrelFolders().filter(isStale);
  for (const src of stale) {
    const path = join(src, 'index.ts');
    if (!argv.includes('--check')) writeFileSync(path, barrel(src));
    console.log(
      `${relative(root, path)} ${argv.includes('--check') ? 'is stale: run `node scripts/barrels.mjs`' : 'written'}`,
    );
  }
  if (argv.includes('--check') && stale.length > 0) process.exitCode = 1;
}
