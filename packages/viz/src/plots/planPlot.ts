import { optional, positiveInteger, readOptions, withDefault } from '@kindling/core/options';
import type { ExecutionPlan } from '../plan.ts';
import { card, margin } from '../svg/card.ts';
import { element, type Markup } from '../svg/markup.ts';
import { anyText } from '../svg/options.ts';
import { type PlanRow, planRows } from '../svg/planRows.ts';
import { requirePlan } from '../svg/requirePlan.ts';
import { formatAmount } from '../svg/scale.ts';
import { fit, label, slack, textWidth, wrap } from '../svg/text.ts';
import { type Colour, fill, stroke } from '../svg/theme.ts';

export interface PlanPlotOptions {
  /** How many phases have a row of their own, those that take most. Default: 40. */
  limit?: number | undefined;
  /** What stands above it. Default: 'Compiled', or what else has become of it. */
  title?: string | undefined;
}

const states = { compiled: 'Compiled', waiting: 'Not compiled yet', eager: 'Not compiled' } as const;
const table = { limit: withDefault(positiveInteger, 40), title: optional(anyText) };

const width = 800;
const rowHeight = 24;
/** Where each column begins, and the bars' length. */
const columns = { flops: 372, bytes: 582, right: width - margin };
const bar = 120;
/** The room of a whole line. */
const wide = (width - 2 * margin) / slack;
const heads = 92;
const textSize = 12;

const box = (x: number, y: number, width: number, colour: Colour, height = 12): Markup =>
  element('rect', { x, y, width, height, rx: Math.min(2, width / 2), ...fill(colour) });

/** Anything but nothing is seen. */
const lengthOf = (amount: number, most: number): number => (amount === 0 ? 0 : Math.max(1, (amount / most) * bar));

const amounts = ({ flops, isLeast, bytesRead, bytesWritten }: PlanRow) => ({
  flops: isLeast ? (flops === 0 ? '?' : `≥ ${formatAmount(flops)}`) : formatAmount(flops),
  bytes: `${formatAmount(bytesRead + bytesWritten)}B`,
});

const figures = (row: PlanRow, y: number, bold = false): readonly Markup[] => {
  const { flops, bytes } = amounts(row);
  return [
    label(columns.bytes - 20, y, flops, { size: textSize, anchor: 'end', bold }),
    label(columns.right, y, bytes, { size: textSize, anchor: 'end', bold }),
  ];
};

/** What all rows have in common. */
interface Frame {
  /** Where their texts begin. */
  readonly left: number;
  /** The longest bars. */
  readonly most: { readonly flops: number; readonly bytes: number };
}

const drawRow = (row: PlanRow, y: number, { left, most }: Frame): readonly Markup[] => {
  const room = (columns.flops - left - 8) / slack;
  const lengths = [row.bytesRead, row.bytesWritten].map((bytes) => lengthOf(bytes, most.bytes)) as [number, number];
  const bars: readonly (readonly [x: number, width: number, colour: Colour])[] = [
    [columns.flops, lengthOf(row.flops, most.flops), 'muted'],
    [columns.bytes, lengths[0], 'blue'],
    [columns.bytes + lengths[0], lengths[1], 'vermilion'],
  ];
  return [
    label(margin, y, row.place, { size: textSize, colour: 'muted' }),
    label(left, y, fit(row.text, textSize, room), {
      size: textSize,
      colour: row.isFolded ? 'muted' : 'ink',
    }),
    ...bars.flatMap(([x, width, colour]) => (width === 0 ? [] : [box(x, y - 10, width, colour)])),
    ...figures(row, y),
  ];
};

const line = (y: number): Markup =>
  element('path', { d: `M${margin} ${y}H${columns.right}`, 'stroke-width': 1, ...stroke('rule') });

const drawHeads = (noun: string): readonly Markup[] => {
  const head = (x: number, text: string): Markup => label(x, heads, text, { size: 11, colour: 'muted' });
  return [
    head(margin, noun),
    head(columns.flops, 'FLOPs'),
    head(columns.bytes, 'bytes'),
    box(columns.bytes + 44, heads - 9, 9, 'blue', 9),
    head(columns.bytes + 58, 'read'),
    box(columns.bytes + 92, heads - 9, 9, 'vermilion', 9),
    head(columns.bytes + 106, 'written'),
    line(heads + 8),
  ];
};

/** Why there is nothing to draw. */
const lines = ({ state, reason, phases }: ExecutionPlan): readonly string[] => {
  if (state === 'waiting') return ['It waits for more calls with such arguments: the third compiles it.'];
  if (state === 'eager') return wrap(`It runs as it comes: ${reason ?? 'nobody says why'}.`, 13, wide);
  return phases.some(({ launches }) => launches.length > 0) ? [] : ['There is nothing to do.'];
};

/**
 * What a compiled step does: a row a phase, with the kernels in it, what takes most first; how many operations on
 * floats it takes, and how many bytes it reads and writes. Where there is one phase, as on one thread, a row a launch.
 * Of what is not compiled, why.
 *
 * @param plan One of those that `explain` of `@kindling/jit` lists.
 * @returns An SVG document that follows the page's light or dark scheme.
 * @throws When it is no plan, or an amount is negative, `NaN` or infinite.
 * @example
 * ```ts
 * import { planPlot } from '@kindling/viz';
 *
 * const matMul = { name: 'MatMul', flops: 9600, bytesRead: 4960, bytesWritten: 1280, tensors: ['dense/kernel'] };
 * const relu = { name: 'Relu', flops: 0, bytesRead: 1280, bytesWritten: 1280 };
 * const phases = [{ launches: [matMul] }, { launches: [relu] }];
 * const svg = planPlot({ name: 'predict float32[32,15]', state: 'compiled', phases, arena: 2560 });
 * ```
 */
export const planPlot = (plan: ExecutionPlan, options: PlanPlotOptions = {}): string => {
  requirePlan(plan);
  const { limit, title = states[plan.state] } = readOptions('planPlot', table, options);
  const name = label(margin, 58, fit(plan.name, textSize, wide), { size: textSize, colour: 'muted' });
  const why = lines(plan);
  if (why.length > 0) {
    const body = why.map((text, i) => label(margin, heads + 20 * i, text, { size: 13 }));
    const height = heads + 20 * (why.length - 1) + margin;
    return card({ width, height, title, description: `${title}: ${plan.name}. ${why.join(' ')}` }, [name, ...body]);
  }
  const { of, rows, all } = planRows(plan.phases, limit);
  const most = {
    flops: Math.max(...rows.map(({ flops }) => flops)),
    bytes: Math.max(...rows.map(({ bytesRead, bytesWritten }) => bytesRead + bytesWritten)),
  };
  const left = margin + 16 + Math.max(...rows.map(({ place }) => textWidth(place, textSize)));
  const first = heads + 26;
  const last = first + rows.length * rowHeight + 6;
  const total = amounts(all);
  return card(
    {
      width,
      height: last + margin,
      title,
      note: `arena ${formatAmount(plan.arena)}B`,
      description: `${title}: ${plan.name}, ${rows.length} ${of[1]}, ${total.flops} FLOPs, ${total.bytes}`,
    },
    [
      name,
      ...drawHeads(of[0]),
      ...rows.flatMap((row, i) => drawRow(row, first + i * rowHeight, { left, most })),
      line(last - 16),
      label(left, last, 'all', { size: textSize, bold: true }),
      ...figures(all, last, true),
    ],
  );
};
