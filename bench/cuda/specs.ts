import { fileURLToPath } from 'node:url';
import { run } from '@tests/specs/run';
import type { Checks } from './checks.ts';
import type { CudaOptions } from './options.ts';

/** How many specs that fail are named. */
const mostNamed = 30;

/** The suites that networks need most. */
const few = '^(matmul|conv2d|maxPool|avgPool|gather|softmax|sum|batchnorm)';

/** tfjs-core's own specs, which pack.mjs puts beside this program. */
export const specs = async ({ device, quick }: CudaOptions, checks: Checks): Promise<void> => {
  const program = fileURLToPath(new URL('specs.mjs', import.meta.url));
  const outcomes = await run(program, { backend: 'torch', seed: 1, device, only: quick ? few : undefined });
  const failed = outcomes.filter(({ status }) => status === 'failed');
  const passed = outcomes.filter(({ status }) => status === 'passed').length;
  checks.check(passed > 0 && failed.length === 0, `${passed} specs of tfjs-core pass, ${failed.length} fail`);
  for (const { name, messages } of failed.slice(0, mostNamed)) {
    checks.tell(`  - ${name}: ${messages[0]?.split('\n')[0]?.slice(0, 160)}`);
  }
};
