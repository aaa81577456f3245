// internal: one update of all parameters by Adam
import { integers } from '../../assembler/func.ts';
import type { ModuleBuilder } from '../../assembler/module.ts';
import { f32, i32 } from '../../assembler/scalars.ts';
import { f32x4, v128 } from '../../assembler/vectors.ts';
import { keep } from '../elementwise/elementwise.ts';
import { along } from '../shared/along.ts';

const { add, div, mul, sqrt, sub } = f32x4;

/**
 * What the kernel reads of each parameter, as 32-bit integers in this order: addresses; the place of its numbers among
 * those of all parameters, a multiple of 4; how many they are.
 */
export const adamFields = ['p', 'g', 'm', 'v', 'nextP', 'nextM', 'nextV', 'place', 'size'] as const;

type Field = (typeof adamFields)[number];
export type AdamEntry = Readonly<Record<Field, number>>;

export const entryBytes = 4 * adamFields.length;

/**
 * `run(table, entries, beta1, beta2, alpha, epsilon, gain1, gain2, begin, end, scratch)`:
 *
 *     M ← β₁ M + γ₁ g,   V ← β₂ V + γ₂ g²,   p ← p - M / (√V + ε) · α
 *
 * for the numbers at the places [begin, end) of all parameters laid end to end; both are multiples of 4, or the very
 * end:
 *
 *     0       5   8         14  16
 *     ├───────┤   ├─────────┤   ├──┤
 *     kernel      kernel        bias
 *
 * The four scalars are read at their addresses, the gains come as bits. No product is fused with a sum: the bits are
 * those of operations one by one.
 */
export const emitAdam = (m: ModuleBuilder): void => {
  const scalars = ['beta1', 'beta2', 'alpha', 'epsilon', 'gain1', 'gain2'] as const;
  const parameters = integers('table', 'entries', ...scalars, 'begin', 'end', 'scratch');
  m.func('run', parameters, (f, { table, entries, gain1, gain2, begin, end, ...numbers }) => {
    const beta1 = keep(f, v128.load32Splat(numbers.beta1));
    const beta2 = keep(f, v128.load32Splat(numbers.beta2));
    const alpha = keep(f, v128.load32Splat(numbers.alpha));
    const epsilon = keep(f, v128.load32Splat(numbers.epsilon));
    const first = keep(f, f32x4.splat(f32.reinterpret(gain1)));
    const second = keep(f, f32x4.splat(f32.reinterpret(gain2)));
    const entry = f.let(table);
    f.times(entries, () => {
      const field = (name: Field) => f.let(i32.load(entry, 4 * adamFields.indexOf(name)));
      const [place, size] = [field('place'), field('size')];
      const skipped = f.let(i32.sub(i32.max(begin, place), place));
      const until = f.let(i32.sub(end, place));
      const bytes = i32.shl(i32.sub(i32.min(until, size), skipped), 2);
      const at = (...names: readonly Field[]) => names.map((name) => f.let(i32.add(field(name), i32.shl(skipped, 2))));
      const [from, to] = [at('g', 'm', 'v', 'p'), at('nextM', 'nextV', 'nextP')];
      along(f, bytes, { from, to }, (g, m, v, p) => {
        const mean = keep(f, add(mul(m!, beta1), mul(g!, first)));
        const square = keep(f, add(mul(v!, beta2), mul(mul(g!, g!), second)));
        return [mean, square, sub(p!, mul(div(mean, add(sqrt(square), epsilon)), alpha))];
      });
      f.add(entry, entryBytes);
    });
  });
};
