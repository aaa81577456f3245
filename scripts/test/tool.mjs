// Runs one of the repository's tools on this Node.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { root } from '../build.mjs';
import { repository } from './checks.mjs';

/** The tools' own programs, without the shims in .bin, which differ between platforms. */
const programs = {
  biome: '@biomejs/biome/bin/biome',
  knip: 'knip/bin/knip.js',
  turbo: 'turbo/bin/turbo',
  vitest: 'vitest/vitest.mjs',
};

/** A tool's output is kept, then shown: it is coloured as if it went straight to where it will be shown. */
const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };

/**
 * @param {keyof typeof programs} name
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
export const tool = (name, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(execPath, [join(root, 'node_modules', programs[name]), ...args], {
      cwd: root,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', ...colours },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });

/**
 * A tool whose verdict on the whole repository is one check.
 *
 * @param {keyof typeof programs} name
 * @param {readonly string[]} args
 * @returns {Promise<import('./checks.mjs').Outcome>}
 */
export const verdict = async (name, args) => {
  const { code, output } = await tool(name, args);
  return { checks: [{ owner: repository, state: code === 0 ? 'passed' : 'failed' }], log: output };
};
