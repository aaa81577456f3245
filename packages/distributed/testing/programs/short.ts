// Joins, sums and leaves: short.ts [sums]
import { join } from '../../src/join.ts';

const world = await join({ limit: 30 });
const numbers = new Float32Array(5000).fill(1);
for (let i = 0; i < Number(process.argv[2] ?? 5); i++) world.sumInOrder([numbers.fill(1), new Float64Array(3)]);
world.leave();
if (numbers[4999] !== world.size) throw new Error(`got ${numbers[4999]} of ${world.size}`);
