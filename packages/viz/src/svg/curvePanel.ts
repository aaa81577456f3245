// internal: one panel of curves by epoch
import { element, type Markup } from './markup.ts';
import { type Domain, domainOf, formatNumber, formatTick, linear, roundOut, stepOf, ticks } from './scale.ts';
import { fit, label, slack, textWidth } from './text.ts';
import { type Colour, fill, stroke } from './theme.ts';

export type Series = readonly { readonly epoch: number; readonly value: number }[];

export interface CurvePanel {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly name: string;
  /** How many epochs the axis runs to. */
  readonly epochs: number;
  readonly training: Series;
  readonly validation: Series;
}

type Place = (value: number) => number;
interface Look {
  readonly colour: Colour;
  readonly dashes: string | undefined;
  /** The legend's bit of line, 20 wide, with room for the dot. */
  readonly swatch: string;
  readonly hollow: boolean;
}

const looks: Readonly<Record<'training' | 'validation', Look>> = {
  training: { colour: 'blue', dashes: undefined, swatch: 'h20', hollow: false },
  validation: { colour: 'vermilion', dashes: '5 4', swatch: 'h5m10 0h5', hollow: true },
};

/** Up to this many epochs every one has a dot. */
const dotted = 40;

const at = (value: number): string => value.toFixed(2);

/** The stretches between the gaps that values which are not finite leave. */
const stretches = (series: Series): readonly Series[] => {
  const found: { epoch: number; value: number }[][] = [[]];
  for (const point of series) {
    if (Number.isFinite(point.value)) found.at(-1)!.push(point);
    else found.push([]);
  }
  return found.filter((stretch) => stretch.length > 0);
};

const dot = (x: number, y: number, { colour, hollow }: Look): Markup =>
  hollow
    ? element(
        'g',
        {},
        element('circle', { cx: x, cy: y, r: 3, ...fill('paper') }),
        element('circle', { cx: x, cy: y, r: 3, 'stroke-width': 1.5, ...stroke(colour) }),
      )
    : element('circle', { cx: x, cy: y, r: 3, ...fill(colour) });

const curve = (series: Series, look: Look, x: Place, y: Place): readonly Markup[] =>
  stretches(series).flatMap((stretch) => {
    const line = stretch.map(({ epoch, value }, i) => `${i === 0 ? 'M' : 'L'}${at(x(epoch))} ${at(y(value))}`).join('');
    const dots = series.length <= dotted ? stretch : stretch.length === 1 ? stretch : stretch.slice(-1);
    return [
      ...(stretch.length > 1
        ? [
            element('path', {
              d: line,
              'stroke-width': 2,
              'stroke-linejoin': 'round',
              'stroke-linecap': 'round',
              'stroke-dasharray': look.dashes,
              ...stroke(look.colour),
            }),
          ]
        : []),
      ...dots.map(({ epoch, value }) => dot(x(epoch), y(value), look)),
    ];
  });

/** Swatches with a text each, from right to left; `left` is where they begin. */
const legend = (right: number, y: number, entries: readonly { look: Look; text: string }[]) => {
  const drawn: Markup[] = [];
  let left = right;
  for (const { look, text } of entries.toReversed()) {
    const start = left - 26 - textWidth(text, 12) * slack;
    drawn.push(
      element('path', { d: `M${at(start)} ${y - 4}${look.swatch}`, 'stroke-width': 2, ...stroke(look.colour) }),
      dot(start + 10, y - 4, look),
      label(start + 26, y, text),
    );
    left = start - 12;
  }
  return { drawn, left };
};

/** What the two kinds of line mean, once for all panels. */
export const curveKey = (right: number, y: number, validated: boolean): readonly Markup[] =>
  legend(right, y, [
    { look: looks.training, text: 'training' },
    ...(validated ? [{ look: looks.validation, text: 'validation' }] : []),
  ]).drawn;

/** The name at the left, the last values at the right. */
const header = ({ x, y, width, name, training, validation }: CurvePanel): readonly Markup[] => {
  const last = [
    { look: looks.training, value: training.at(-1)?.value },
    { look: looks.validation, value: validation.at(-1)?.value },
  ].flatMap(({ look, value }) => (value === undefined ? [] : [{ look, text: formatNumber(value) }]));
  const { drawn, left } = legend(x + width, y, last);
  return [label(x, y, fit(name, 13, left - x), { size: 13, bold: true }), ...drawn];
};

const epochTicks = (epochs: number): readonly number[] => {
  if (epochs <= 10) return Array.from({ length: epochs }, (_, i) => i + 1);
  const step = Math.max(1, stepOf([0, epochs], 8));
  return [1, ...ticks([step, epochs], step)];
};

export const curvePanel = (panel: CurvePanel): Markup => {
  const { x, y, width, height, epochs, training, validation } = panel;
  const domain = domainOf([...training, ...validation].map(({ value }) => value));
  const upper = y + 22;
  const lower = y + height - 24;
  const step = domain === undefined ? 1 : stepOf(domain, 5);
  const [low, high]: Domain = domain === undefined ? [0, 1] : roundOut(domain, step);
  const marks =
    domain === undefined ? [] : ticks([low, high], step).map((value) => ({ value, text: formatTick(value, step) }));
  const left = x + Math.max(textWidth('epoch', 11) + 8, ...marks.map(({ text }) => textWidth(text, 11) + 10));
  const right = x + width;
  const across = epochs === 1 ? () => (left + right) / 2 : linear([1, epochs], [left + 6, right - 6]);
  const up = linear([low, high], [lower, upper]);

  return element(
    'g',
    {},
    ...header(panel),
    ...marks.flatMap(({ value, text }) => [
      element('path', { d: `M${at(left)} ${at(up(value))}H${at(right)}`, 'stroke-width': 1, ...stroke('rule') }),
      label(left - 8, up(value) + 4, text, { size: 11, anchor: 'end', colour: 'muted' }),
    ]),
    ...epochTicks(epochs).map((epoch) =>
      label(across(epoch), lower + 18, String(epoch), { size: 11, anchor: 'middle', colour: 'muted' }),
    ),
    label(left - 8, lower + 18, 'epoch', { size: 11, anchor: 'end', colour: 'muted' }),
    ...(domain === undefined
      ? [label((left + right) / 2, (upper + lower) / 2, 'no finite value', { anchor: 'middle', colour: 'muted' })]
      : [...curve(training, looks.training, across, up), ...curve(validation, looks.validation, across, up)]),
  );
};
