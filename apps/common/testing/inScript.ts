import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { toScript } from '../src/script/toScript.ts';
import { bookSpec, type Spec } from '../src/spec/spec.ts';

/** One batch an epoch, so that a loss of an epoch is one of a step. */
export const small: Spec = {
  ...bookSpec,
  pictures: 32,
  test: 10,
  layers: [
    { units: 16, activation: 'relu' },
    { units: 16, activation: 'leakyRelu' },
  ],
  epochs: 20,
  seed: 7,
};

/** The script with a last line that prints what `historyIn` reads. */
export const tellingScript = (spec: Spec): string => `${toScript(spec)}console.log(JSON.stringify(trainer.history));\n`;

/** The history that a script has printed, row for row. */
export const historyIn = (output: string): readonly object[] => JSON.parse(output.trimEnd().split('\n').at(-1)!);

/** Node finds tfjs's files by their whole names alone, and its sources leave `.js` away. */
const hook = `import { registerHooks } from 'node:module';
registerHooks({
  resolve: (name, context, next) => {
    try {
      return next(name, context);
    } catch {
      return next(name + '.js', context);
    }
  },
});`;

/** What the script as it stands trains to, in a Node of its own, against the sources: as plain JavaScript, on wasm. */
export const inScript = async (spec: Spec): Promise<readonly object[]> => {
  const args = [
    '--conditions=@kindling/source',
    `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    '--input-type=module',
    `--eval=${tellingScript(spec)}`,
  ];
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(execPath, args, { cwd: import.meta.dirname, env });
  if (!stdout.startsWith('running on wasm: ')) throw new Error(`the script ran elsewhere: ${stdout}`);
  return historyIn(stdout);
};
