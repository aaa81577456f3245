// Writes packages/*/dist/**/*.d.ts, one beside each source that an entry reaches: one compilation for all packages, so
// that tfjs is read once. Nothing is written again where no source changed.
//   node scripts/declarations.mjs
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, '.cache/declarations.json');

/** @param {string} path */
const slashed = (path) => path.split(sep).join('/');

/**
 * The files below a folder, as paths from the root.
 *
 * @param {string} folder
 */
const filesUnder = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${slashed(path)}`)
    : [];

/** The folders of all packages, from the root. */
export const packages = () =>
  readdirSync(join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort();

/**
 * The sources that a package's manifest names in `exports` and `imports`, as paths from the root.
 *
 * @param {string} folder
 */
export const entriesOf = (folder) => {
  const { exports, imports } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  /** @type {(value: unknown) => string[]} */
  const leaves = (value) =>
    typeof value === 'string' ? [value] : value instanceof Object ? Object.values(value).flatMap(leaves) : [];
  return leaves({ exports, imports })
    .filter((path) => path.startsWith('./src/'))
    .map((path) => `${folder}/${path.slice(2)}`);
};

/** Whatever decides the declarations, as one hash. */
const fingerprint = () => {
  const own = relative(root, fileURLToPath(import.meta.url));
  const sources = packages().flatMap((folder) => [
    `${folder}/package.json`,
    ...filesUnder(`${folder}/src`).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts')),
  ]);
  const hash = createHash('sha256');
  for (const path of [own, 'tsconfig.base.json', 'pnpm-lock.yaml', ...sources.sort()]) {
    hash
      .update(`${path}\n`)
      .update(readFileSync(join(root, path)))
      .update('\n');
  }
  return hash.digest('hex');
};

/** Whether the declarations that the last run wrote are there, and of these very sources. */
export const areFresh = () => {
  if (!existsSync(stamp)) return false;
  const { of, files } = JSON.parse(readFileSync(stamp, 'utf8'));
  return of === fingerprint() && files.every((/** @type {string} */ path) => existsSync(join(root, path)));
};

/**
 * Where the declaration of a source goes: `packages/data/src/stages/map.d.ts` to `packages/data/dist/stages/map.d.ts`.
 *
 * @param {string} path from the root
 */
export const destination = (path) => path.replace(/^(packages\/[^/]+)\/src\//, '$1/dist/');

/**
 * A declaration as it is published: what it imports by a relative path has the ending that the file will have.
 *
 * @param {import('typescript')} ts
 * @returns {import('typescript').TransformerFactory<import('typescript').SourceFile | import('typescript').Bundle>}
 */
const withPublishedEndings = (ts) => (context) => (file) => {
  /** @type {import('typescript').Visitor} */
  const visit = (node) =>
    ts.isStringLiteral(node) && /^\.\.?\/.*\.ts$/.test(node.text)
      ? context.factory.createStringLiteral(node.text.replace(/\.ts$/, '.js'), true)
      : ts.visitEachChild(node, visit, context);
  /** @type {import('typescript').Visitor} */
  const inSpecifiers = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return ts.visitEachChild(node, visit, context);
    if (ts.isImportTypeNode(node)) {
      const argument = /** @type {import('typescript').TypeNode} */ (ts.visitNode(node.argument, visit));
      const { attributes, qualifier, typeArguments, isTypeOf } = node;
      const inner = typeArguments?.map((one) => /** @type {typeof one} */ (ts.visitNode(one, inSpecifiers)));
      return context.factory.updateImportTypeNode(node, argument, attributes, qualifier, inner, isTypeOf);
    }
    return ts.visitEachChild(node, inSpecifiers, context);
  };
  return /** @type {typeof file} */ (ts.visitNode(file, inSpecifiers));
};

/**
 * Writes all declarations.
 *
 * @returns {Promise<{ wrong: Set<string>, log: string }>} the folders of packages whose declarations cannot be written
 */
const write = async () => {
  const { default: ts } = await import('typescript');
  const base = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(base.config.compilerOptions, root);
  const program = ts.createProgram(
    packages().flatMap((folder) => entriesOf(folder).map((path) => join(root, path))),
    {
      ...options,
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      noCheck: true,
      rootDir: root,
      outDir: root,
    },
  );
  /** @type {Map<string, string>} */
  const texts = new Map();
  const { diagnostics } = program.emit(
    undefined,
    (path, text) => texts.set(slashed(relative(root, path)), text),
    undefined,
    true,
    { afterDeclarations: [withPublishedEndings(ts)] },
  );
  const host = { getCanonicalFileName: String, getCurrentDirectory: () => root, getNewLine: () => '\n' };
  const wrong = diagnostics.map(({ file }) =>
    slashed(relative(root, file?.fileName ?? ''))
      .split('/')
      .slice(0, 2)
      .join('/'),
  );
  if (wrong.length === 0) {
    for (const path of packages().flatMap((folder) => filesUnder(`${folder}/dist`))) {
      if (path.endsWith('.d.ts') && !texts.has(path.replace('/dist/', '/src/')))
        rmSync(join(root, path), { force: true });
    }
    for (const [path, text] of texts) {
      const to = join(root, destination(path));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, text);
    }
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, JSON.stringify({ of: fingerprint(), files: [...texts.keys()].map(destination) }));
  }
  return { wrong: new Set(wrong), log: ts.formatDiagnostics(diagnostics, host) };
};

/**
 * Writes the declarations of all packages where a source changed since they were written.
 *
 * @returns {Promise<{ wrong: Set<string>, log: string }>} the folders of packages whose declarations cannot be written
 */
export const declarations = async () => (areFresh() ? { wrong: new Set(), log: '' } : write());

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const { wrong, log } = await declarations();
  if (wrong.size > 0) {
    console.error(log);
    process.exitCode = 1;
  }
}
