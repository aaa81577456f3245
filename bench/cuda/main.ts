// What run.sh runs, as one file made by pack.mjs:   node cuda.mjs [options]
// Each part of the checks is a process of its own, so that a fault of the device ends that part alone.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { answer } from '../contestants/answer.ts';
import { load, machine } from '../results.ts';
import { chapter } from './chapter.ts';
import { type Checks, createChecks, type Found } from './checks.ts';
import { conformance } from './conformance.ts';
import { kindlingOn } from './contestant.ts';
import { faults } from './faults.ts';
import { describeGpu } from './gpu.ts';
import { type CudaOptions, help, type PartName, readOptions } from './options.ts';
import { parity } from './parity.ts';
import { specs } from './specs.ts';
import { speed } from './speed.ts';
import { training } from './training.ts';

interface Part {
  readonly title: string;
  readonly about: string;
  readonly run: (options: CudaOptions, checks: Checks) => Promise<void>;
}

const parts: Readonly<Record<PartName, Part>> = {
  conformance: { title: 'Conformance', about: 'What every backend of Kindling has to do.', run: conformance },
  specs: { title: 'Specs', about: "tfjs-core's own, with the help of the host where there is no kernel.", run: specs },
  parity: {
    title: 'Operations',
    about: "Values and gradients against tfjs's plain JavaScript; nothing may compute on the host.",
    run: parity,
  },
  training: {
    title: 'Training, step by step',
    about: "Losses from the same weights and batches, against tfjs's plain JavaScript.",
    run: training,
  },
  faults: { title: 'Faults and memory', about: 'What must not end a training.', run: faults },
  speed: {
    title: 'Speed',
    about: `A training step on batches that are on the device; nothing is read back within a turn of 0.3 s, as in \`fit\`. \`host ms\` is how
long a step takes to ask for, \`device MiB\` what the whole process takes there. PyTorch has Adam(fused=True), and channels_last for the cnn.`,
    run: async (options, checks) => checks.tell(await speed(options)),
  },
  chapter: { title: 'The chapter', about: 'Shuffled, fed and validated, epoch by epoch; batches of 32.', run: chapter },
};

const program = fileURLToPath(import.meta.url);

/** A part in a process of its own; what it found is the last line that it prints. */
const runPart = async (name: PartName, options: CudaOptions): Promise<Found> => {
  const child = spawn(process.execPath, [program, 'part', name, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, complaint] = [[''], ['']];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void said.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    complaint.push(text);
  });
  const end = await new Promise<string>((resolve) => {
    child.on('close', (code, signal) => resolve(String(signal ?? code)));
  });
  const last = said.join('').trim().split('\n').at(-1) ?? '';
  if (end === '0' && last.startsWith('{')) return JSON.parse(last);
  const lines = complaint.join('').trim();
  const what = `the part ended with ${end}: ${lines.split('\n').at(-1)}`;
  return {
    text: `${lines
      .split('\n')
      .filter((line) => line.startsWith('- '))
      .join('\n')}\n- **FAILS**: ${what}`,
    held: 0,
    failed: [what],
    skipped: [],
  };
};

const torchVersion = (): string => {
  const question =
    'import torch; print(torch.__version__, "CUDA", torch.version.cuda, "cuDNN", torch.backends.cudnn.version())';
  try {
    return execFileSync(process.env.TORCH_PYTHON ?? 'python3', ['-c', question], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'none that TORCH_PYTHON can import';
  }
};

/** What was packed: written beside this program by pack.mjs. */
const packed = (): string => readFileSync(new URL('packed.txt', import.meta.url), 'utf8').trim();

const page = async (options: CudaOptions): Promise<{ readonly text: string; readonly failed: readonly string[] }> => {
  const sections: string[] = [];
  const [failed, skipped]: [string[], string[]] = [[], []];
  let held = 0;
  for (const name of options.only) {
    const { title, about, run: _ } = parts[name];
    console.error(`\n${title}`);
    const found = await runPart(name, options);
    sections.push(`## ${title}\n\n${about}\n\n${found.text}`);
    failed.push(...found.failed.map((what) => `${title}: ${what}`));
    skipped.push(...found.skipped);
    held += found.held;
  }
  const head = `# Kindling on ${options.device}${options.quick ? ', small sizes' : ''}

- Machine: ${machine()} (${cpus().length} cores); ${load()}
- GPU: ${describeGpu()}
- PyTorch: ${torchVersion()}
- Kindling: ${packed()}
- ${held} checks hold, ${failed.length} fail, ${skipped.length} could not be made`;
  return { text: [head, ...sections].join('\n\n'), failed };
};

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'contestant') {
  await answer(() => kindlingOn(JSON.parse(rest[0]!)));
} else if (mode === 'part') {
  const checks = createChecks();
  await parts[rest[0] as PartName].run(JSON.parse(rest[1]!), checks);
  process.stdout.write(`${JSON.stringify(checks.result())}\n`, () => process.exit());
} else {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) console.log(help);
  else {
    const { text, failed } = await page(options);
    console.log(text);
    if (options.out !== undefined) writeFileSync(options.out, `${text}\n`);
    for (const what of failed) console.error(`FAILED ${what}`);
    process.exitCode = failed.length === 0 ? 0 : 1;
  }
}
