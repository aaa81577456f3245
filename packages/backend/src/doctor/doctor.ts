// internal: for Node alone, exported by node.ts
import { parseArgs } from 'node:util';
import { unknownName } from '@kindling/core/options';
import { describeDiagnosis } from './describeDiagnosis.ts';
import { diagnose } from './diagnose.ts';
import type { Machine } from './machine.ts';
import type { SelfTestBy } from './selfTest/runSelfTests.ts';

/** How `doctor` is called. */
export interface DoctorCall {
  /** What stands before its flags in its help: `npx @kindling/backend doctor`. */
  readonly invocation: string;
  /** See `DiagnoseOptions`. Default: by this package. */
  readonly selfTestBy?: SelfTestBy | undefined;
  /** What is looked at. Default: this machine. */
  readonly machine?: Machine | undefined;
}

/** What it says, and the exit code. */
export interface DoctorAnswer {
  /** 0; 1 where a backend failed its self-test; 2 where what was typed does not fit. */
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

const flags = {
  json: 'prints all that was found as JSON',
  quick: 'leaves the self-tests out',
  help: 'shows this',
} as const;

/** The help of `doctor` as `--help` prints it, by what stands before its flags. */
export const doctorHelp = (invocation: string): string => `Usage: ${invocation} [flags]

Says what this machine can compute on: NVIDIA's driver and GPUs, PyTorch,
TensorFlow, tfjs-node-gpu, wasm, WebGPU. Where CUDA does not work it says why,
and what to type. Each installed backend trains a little network, for a few
seconds. Nothing is changed.

Flags
${Object.entries(flags)
  .map(([name, does]) => `  --${name.padEnd(7)}${does}`)
  .join('\n')}

Examples
  ${invocation}
  ${invocation} --quick
  ${invocation} --json > doctor.json`;

/**
 * The doctor as a command: `npx @kindling/backend doctor`, and `doctor` of other programs.
 *
 * @param argv what was typed after it: `--json`, `--quick`, `--help`
 * @example
 * ```ts
 * import { doctor } from '@kindling/backend/node';
 *
 * const { code, text } = await doctor(['--quick'], { invocation: 'my-program doctor' });
 * console.log(text);
 * process.exitCode = code;
 * ```
 */
export const doctor = async (argv: readonly string[], call: DoctorCall): Promise<DoctorAnswer> => {
  const options = Object.fromEntries(Object.keys(flags).map((name) => [name, { type: 'boolean' as const }]));
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true, allowPositionals: true });
  const asked = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    const name = token.kind === 'option' ? token.rawName : token.value;
    const known = Object.keys(flags).map((flag) => `--${flag}`);
    if (name !== '-h' && !known.includes(name)) {
      return { code: 2, text: unknownName('doctor', 'flag', name, known).message };
    }
    asked.add(name);
  }
  if (asked.has('--help') || asked.has('-h')) return { code: 0, text: doctorHelp(call.invocation) };
  const diagnosis = await diagnose({ selfTest: !asked.has('--quick'), selfTestBy: call.selfTestBy }, call.machine);
  const failed = diagnosis.selfTests.some(({ outcome }) => outcome === 'wrong' || outcome === 'failed');
  return {
    code: failed ? 1 : 0,
    text: asked.has('--json') ? JSON.stringify(diagnosis, undefined, 2) : describeDiagnosis(diagnosis),
  };
};
