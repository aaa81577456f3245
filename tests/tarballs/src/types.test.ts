import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { expect, test } from 'vitest';
import { child } from './child.ts';
import { cleanFolder } from './cleanFolder.ts';
import { root } from './packages.ts';

/** The stricter settings than `strict`, both ways: a user may have them or not. */
const strictness = [[], ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--verbatimModuleSyntax']];

test.each(strictness.map((flags) => [['--strict', ...flags].join(' '), flags] as const))(
  'the published types accept and refuse what they must, under %s',
  async (_name, flags) => {
    const clean = await cleanFolder(['data', 'models', 'train'], ['@tensorflow/tfjs-core']);
    cpSync(join(root, 'tests/types/acceptance.ts'), join(clean, 'types.ts'));
    writeFileSync(join(clean, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "files": ["types.ts"] }');
    const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc');
    const options = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2023,dom', '--skipLibCheck'];
    const { code, output } = await child(
      execPath,
      [tsc, '-p', '.', '--noEmit', '--strict', ...options, ...flags],
      clean,
    );
    expect(code, output).toBe(0);
  },
);
