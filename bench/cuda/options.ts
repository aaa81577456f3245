import { parseArgs } from 'node:util';

export const partNames = ['conformance', 'specs', 'parity', 'training', 'faults', 'speed', 'chapter'] as const;
export type PartName = (typeof partNames)[number];

const devices = ['cuda', 'cpu'] as const;
export type Device = (typeof devices)[number];

export interface CudaOptions {
  readonly device: Device;
  /** Whether sizes are small, to see that all of it runs. */
  readonly quick: boolean;
  /** CIFAR-10: the archive or its folder. */
  readonly data: string | undefined;
  readonly only: readonly PartName[];
  readonly rounds: number;
  readonly out: string | undefined;
}

export const help = `bash run.sh [options]    checks Kindling on a device, and times it beside PyTorch

  --device cuda|cpu    what to compute on; default: cuda
  --quick              small sizes: whether all of it runs, in minutes on two cores
  --data PATH          CIFAR-10 for the chapter, the archive or its folder; default: drawn shapes
  --only ${partNames.join(',')}
                       the parts to run; default: all
  --rounds N           of the timing; default: 11, quick 3
  --out FILE           where the table goes too, as Markdown

The exit code is 1 where a check failed. What is slow fails nothing: the table tells.
`;

const oneOf = <const Name extends string>(option: string, text: string, known: readonly Name[]): Name => {
  const found = known.find((name) => name === text);
  if (found === undefined) throw new Error(`cuda: ${option} must be one of ${known.join(', ')}, got ${text}`);
  return found;
};

/** What the command line asks for; undefined where it is help. */
export const readOptions = (args: readonly string[]): CudaOptions | undefined => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      device: { type: 'string', default: 'cuda' },
      quick: { type: 'boolean', default: false },
      data: { type: 'string' },
      only: { type: 'string', default: partNames.join(',') },
      rounds: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 11));
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`cuda: --rounds must be a positive integer, got ${values.rounds}`);
  }
  return {
    device: oneOf('--device', values.device, devices),
    quick: values.quick,
    data: values.data,
    only: values.only.split(',').map((name) => oneOf('--only', name, partNames)),
    rounds,
    out: values.out,
  };
};
