import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { bookSpec, cifar10Spec, type Spec } from '../spec/spec.ts';
import { checkoutFolder, checkoutLines, installLine, lineWidth, published, repository, toScript } from './toScript.ts';

const root = join(import.meta.dirname, '../../../..');

const changes = (count: number): Spec['rates'] =>
  Array.from({ length: count }, (_, i) => ({ after: 100 * (i + 1), learningRate: 1e-4 / (i + 1) }));

const specs: Readonly<Record<string, Spec>> = {
  'the book': bookSpec,
  'CIFAR-10': cifar10Spec,
  'a part of CIFAR-10': { ...cifar10Spec, pictures: 1000, test: 500 },
  'no hidden layer, SGD': { ...bookSpec, layers: [], optimizer: 'sgd', learningRate: 0.1 },
  'one change of the rate': { ...bookSpec, rates: [{ after: 942, learningRate: 1e-4 }] },
  'some changes of the rate': { ...bookSpec, rates: changes(5) },
  'many changes of the rate': { ...bookSpec, rates: changes(40) },
};

test('the book reads as its chapter does', () => {
  const script = toScript(bookSpec);
  expect(script).toContain('await shapes({ train: 5000, test: 1000, seed: 1 })');
  expect(script).toContain('optimizer: adam({ learningRate: 5e-4 })');
  expect(script).not.toContain('piecewise');
  expect(script).not.toContain('cifar10');
  expect(script.trimEnd().split('\n').length).toBeLessThan(46);
});

test('pictures that are not used are left out by slices', () => {
  expect(toScript(cifar10Spec)).not.toContain('slice');
  const script = toScript(specs['a part of CIFAR-10']!);
  expect(script).toContain('fromArrays(train.slice(0, 1000))');
  expect(script).toContain('fromArrays(test.slice(0, 500))');
  expect(script).not.toContain('shapes');
});

test('a change of the rate is a schedule, by the last step from 0 of the rate before', () => {
  const script = toScript(specs['one change of the rate']!);
  expect(script).toContain('piecewiseConstantDecay({ boundaries: [941], values: [5e-4, 1e-4] })');
  expect(script).toContain('adam({ learningRate })');
});

test('every script is formatted as biome does it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-scripts-'));
  Object.values(specs).forEach((spec, i) => {
    writeFileSync(join(folder, `train${i}.mts`), toScript(spec));
  });
  const javascript = { formatter: { quoteStyle: 'single' } };
  const config = { formatter: { indentStyle: 'space', lineWidth }, javascript };
  writeFileSync(join(folder, 'biome.json'), `${JSON.stringify(config, null, 2)}\n`);
  const biome = createRequire(join(root, 'package.json')).resolve('@biomejs/biome/bin/biome');
  const { status, stdout, stderr } = spawnSync(execPath, [biome, 'format', '--max-diagnostics=2', '.'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(status, stdout + stderr).toBe(0);
});

test.each(Object.entries(specs))('%s: nothing is imported in vain', (_name, spec) => {
  const script = toScript(spec);
  const imported = [...script.matchAll(/import \{([^}]+)\}/g)].flatMap(([, names]) => names!.match(/\w+/g)!);
  expect(imported.length).toBeGreaterThan(15);
  for (const name of imported) expect(script).toMatch(new RegExp(`\\b${name}\\(`));
});

test('the install line names what the script imports, in the versions that this repository uses', () => {
  const line = installLine();
  for (const [, name] of toScript(bookSpec).matchAll(/from '(.+)'/g)) expect(line.split(' ')).toContain(name);
  const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
  for (const [, name, version] of line.matchAll(/(@tensorflow\/\S+)@(\S+)/g)) {
    expect(workspace).toContain(`"${name}": ${version}`);
  }
  expect([...line.matchAll(/@tensorflow/g)]).toHaveLength(2);
});

test('a checkout is of the repository that the packages name, and its folder for scripts finds all they import', () => {
  const manifest = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  expect(manifest('packages/train').repository.url).toBe(`git+${repository}.git`);
  const found = Object.keys(manifest(checkoutFolder).dependencies);
  for (const name of installLine().split(' ').slice(2)) expect(found).toContain(name.replace(/@[\d.]+$/, ''));
  const { scripts } = manifest('.');
  for (const [, name] of checkoutLines()
    .join('\n')
    .matchAll(/npm (?:run )?(\w+)/g))
    expect(scripts).toHaveProperty(name!);
});

test('the page says that the packages are on npm once they have a version there', () => {
  // The first release flips both: the constant, and the private mark or the version of a package.
  expect(published).toBe(
    JSON.parse(readFileSync(join(root, 'packages/train/package.json'), 'utf8')).version !== '0.0.0',
  );
});
