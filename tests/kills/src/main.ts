// node --conditions=@kindling/source tests/kills/src/main.ts [kills]: so many kills over all settings, and their counts
import { isDeepStrictEqual } from 'node:util';
import type { Point } from './lethal.ts';
import { type Setting, survive, unbroken } from './survive.ts';

const wanted = Number(process.argv[2] ?? 400);
const settings: readonly Setting[] = (['short', 'long'] as const).flatMap((setting) => [
  { backend: 'cpu', threads: 1, setting } as const,
  { backend: 'wasm', threads: 1, setting } as const,
  { backend: 'wasm', threads: 3, setting } as const,
]);
const counts = new Map<Point, number>();
let failed = 0;
for (const [i, setting] of settings.entries()) {
  const whole = await unbroken(setting);
  let [done, runs, most] = [0, 0, 0];
  const share = Math.ceil(wanted / settings.length);
  for (let seed = 1000 * (i + 1); done < share; seed++) {
    const { end, kills, lost } = await survive(setting, seed, Math.min(10, share - done));
    const same = isDeepStrictEqual(end, whole);
    if (!same) console.log(`seed ${seed}: another end, killed at ${kills.join(', ')}`);
    failed += same ? 0 : 1;
    for (const point of kills) counts.set(point, (counts.get(point) ?? 0) + 1);
    [done, runs, most] = [done + kills.length, runs + 1, Math.max(most, lost)];
  }
  const { backend, threads } = setting;
  console.log(
    `${backend}, ${threads} threads, ${setting.setting} epochs: ${done} kills in ${runs} runs, at most ${most} steps lost`,
  );
}
console.log([...counts].map(([point, count]) => `${point} ${count}`).join(', '));
console.log(`${failed} runs with another end`);
process.exitCode = failed === 0 ? 0 : 1;
