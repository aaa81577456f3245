import { compareWide } from '@kindling/wasm/node';
import { type Command, UsageError } from '../cli/command.ts';
import { parseFlags } from '../cli/flags.ts';
import { helpOf } from '../cli/help.ts';
import { simdLine } from '../cli/say.ts';
import { findOutHere } from '../run/startBackend.ts';

export const simd: Command = {
  about: 'whether this machine computes with wide vectors, and why',
  help: helpOf({
    command: 'simd',
    positionals: '[check]',
    does: 'Node 24 and newer can join neighbouring vectors of four numbers into vectors of eight, which nearly doubles the speed. V8 calls that experimental, so it is used only where a check, in a process of its own, gave the same bits. The answer is remembered for each Node and processor.',
    flags: {},
    examples: [
      ['simd', 'what was found out here'],
      ['simd check', 'finds it out again, in this process, and prints it as JSON'],
    ],
  }),
  run: async (argv, output) => {
    const { positionals } = parseFlags('simd', {}, argv);
    const [what, ...rest] = positionals;
    if (rest.length > 0 || (what !== undefined && what !== 'check')) {
      throw new UsageError(`simd: it takes check or nothing, got ${positionals.join(' ')}`);
    }
    output.print(what === 'check' ? JSON.stringify(await compareWide()) : simdLine(await findOutHere()));
    return 0;
  },
};
