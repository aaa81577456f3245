import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const cases = ['mlp', 'cnn', 'feeding', 'installed', 'gpu', 'web', 'chapter'] as const;
const backends = ['wasm', 'cpu'] as const;

export interface Options {
  readonly only: readonly (typeof cases)[number][];
  readonly backends: readonly (typeof backends)[number][];
  readonly batches: readonly number[];
  readonly rounds: number;
  readonly out: string;
}

export const help = `npm run bench [-- options]    times Kindling beside its peers and writes bench/RESULTS.md

  --only mlp,cnn,feeding,installed,gpu,web   the cases to run; chapter is one, too
  --chapter                the chapter as well: ten epochs on real CIFAR-10, in minutes; KINDLING_CIFAR10 names its folder
  --backend wasm,cpu       the backends to run on
  --batch 32,128,512       the MLP's batch sizes
  --rounds 11              rounds, at least 9 for figures that are quoted
  --out FILE               where to write instead of bench/RESULTS.md

KINDLING_BENCH_PYTHON names a Python that has PyTorch, numpy and JAX; without it those rows say so. Node calls the PyTorch
and the TensorFlow of TORCH_PYTHON (else the former's) and of TENSORFLOW_PYTHON, or those of node scripts/python.mjs.`;

const names = <const Known extends string>(option: string, text: string, known: readonly Known[]): readonly Known[] =>
  text.split(',').map((name) => {
    const found = known.find((candidate) => candidate === name);
    if (found === undefined) throw new Error(`bench: unknown ${option} "${name}"; known: ${known.join(', ')}`);
    return found;
  });

const count = (option: string, text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`bench: ${option} must be a positive integer, got ${text}`);
};

/** What the command line asks for; undefined where it is help. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: 'mlp,cnn,feeding,installed,gpu,web' },
      chapter: { type: 'boolean', default: false },
      backend: { type: 'string', default: 'wasm,cpu' },
      batch: { type: 'string', default: '32,128,512' },
      rounds: { type: 'string', default: '11' },
      out: { type: 'string', default: fileURLToPath(new URL('RESULTS.md', import.meta.url)) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = names('case', values.only, cases);
  return {
    only: values.chapter && !only.includes('chapter') ? [...only, 'chapter'] : only,
    backends: names('backend', values.backend, backends),
    batches: values.batch.split(',').map((text) => count('batch', text)),
    rounds: count('rounds', values.rounds),
    out: values.out,
  };
};
