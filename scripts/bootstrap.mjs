// One command on a bare machine: needs Node >= 20.19 and npm, nothing else.
//   node scripts/bootstrap.mjs <start|web|test|check|watch|bench> [args]     what `npm start`, `npm run check` ... call
//   node scripts/bootstrap.mjs tool <name> [args]     one of the tools (vitest, tsc, biome, ...) on the right Node
// Fetches the pinned pnpm, and a Node where this one is too old for the tools; installs the packages where they
// changed since last time; then runs the task on that Node. When nothing changed it goes straight to the task.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from './bootstrap/packages.mjs';
import { fetchToolchain, floor, isAtLeast } from './bootstrap/toolchain.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task, ...args] = process.argv.slice(2);
const tasks = ['start', 'web', 'test', 'check', 'watch', 'bench', 'tool'];

/** @param {string} message */
const fail = (message) => {
  console.error(`kindling: ${message}`);
  process.exit(1);
};

if (task === undefined || !tasks.includes(task)) fail(`unknown task "${task ?? ''}"; known: ${tasks.join(', ')}`);
if (!isAtLeast(process.versions.node, floor)) {
  fail(`Node ${floor} or newer is needed, this is ${process.versions.node}`);
}

/**
 * Runs the task to its end. A Ctrl-C in a terminal reaches the task by itself, as a member of the same process group,
 * so it is not sent a second time; a signal from elsewhere is handed on once.
 *
 * @param {string} command
 * @param {string[]} argv
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit code
 */
const become = (command, argv, env) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, argv, { cwd: root, env, stdio: 'inherit' });
    const inTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    let handedOn = false;
    process.on('SIGINT', () => {
      if (!inTerminal && !handedOn) child.kill('SIGINT');
      handedOn = true;
    });
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });

try {
  const { node, pnpm } = await fetchToolchain(root);
  const path = [dirname(node), dirname(pnpm), process.env.PATH ?? ''].join(delimiter);
  const env = { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: '1' };
  await installPackages(root, pnpm, env);
  process.exitCode =
    task === 'tool'
      ? await become(pnpm, ['exec', ...args], env)
      : await become(node, [join(root, 'scripts', `${task}.mjs`), ...args], env);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
