// Runs all specs on tfjs-node's kernels over a TensorFlow of Python, and writes tensorflow.md. It takes minutes.
import { writeFileSync } from 'node:fs';
import { bundle } from './bundle.ts';
import { run } from './run.ts';
import { tensorflowSection } from './tensorflowSection.ts';

const outcomes = await run(await bundle(), { backend: 'tensorflow', seed: 1 }, 3_600_000);
const section = tensorflowSection(outcomes);
writeFileSync(new URL('../tensorflow.md', import.meta.url), section);
console.log(section);
