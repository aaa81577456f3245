// A process of its own for each figure, so that no library's memory counts as another's:
//   node bench/memory.ts <kindling|tfjs-layers> <backend> <batch>     prints the peak in MiB
import { selectBackend } from '@kindling/backend';
import { type Library, makeBatch, mlp } from './cases/mlp.ts';

const [library, backend, size] = process.argv.slice(2);
await selectBackend(backend ?? 'auto');
await mlp(library as Library, makeBatch(Number(size))).run(3);
console.log((process.resourceUsage().maxRSS / 1024).toFixed(0));
