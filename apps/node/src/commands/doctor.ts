import { doctor as askDoctor, doctorHelp, type SelfTestBy, selfTest } from '@kindling/backend/node';
import { type Command, invocation, UsageError } from '../cli/command.ts';

/** This program is one file: it tests a backend by its command `doctor self-test`. */
const selfTestBy: SelfTestBy = (name) => [process.argv[1] ?? '', 'doctor', 'self-test', name];

export const doctor: Command = {
  about: 'what this machine can compute on; why there is no CUDA, and what to type',
  help: doctorHelp(`${invocation} doctor`),
  run: async (argv, output) => {
    const [what, name, ...rest] = argv;
    if (what === 'self-test' && name !== undefined && rest.length === 0) {
      output.print(JSON.stringify(await selfTest(name)));
      return 0;
    }
    output.status('looking at this machine, and trying each backend for a few seconds');
    const { code, text } = await askDoctor(argv, { invocation: `${invocation} doctor`, selfTestBy });
    if (code === 2) throw new UsageError(text);
    output.print(text);
    return code;
  },
};
