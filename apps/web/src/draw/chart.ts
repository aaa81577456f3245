import uPlot from 'uplot';
import { drawAxisName, drawBeyond, drawLevel, drawMark, type Mark } from './marks.ts';
import { type Scale, scaleOf } from './scale.ts';
import '../styles/uplot.css';

/** A line over epochs. */
export interface Line {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** In this order, also in the picture: what is told last lies on top. */
export interface Lines {
  readonly before: Line;
  readonly beforeTested: Line;
  readonly train: Line;
  readonly tested: Line;
}

export interface ChartOptions {
  readonly root: HTMLElement;
  /** A dotted line at what is reached without having learned anything. */
  readonly guessing: number;
  readonly guessingLabel: string;
  readonly xName: string;
  /** The least that the y axis shows, and the most. */
  readonly top: number;
  readonly most: number;
  /** What is said of a value beyond it. */
  beyond(y: number): string;
  readonly say: (y: number) => string;
  /** Of the place that is pointed at; undefined when none is. */
  onPoint(x: number | undefined): void;
}

export interface Chart {
  show(lines: Lines, epochs: number, mark: Mark | undefined): void;
  /** After another theme. */
  repaint(): void;
  /** Points at a place of the x axis; undefined at none. */
  point(x: number | undefined): void;
  destroy(): void;
}

const height = 176;

/** The only file that knows uPlot. Colours are the theme's variables; reading one costs a look at all styles. */
export const createChart = (options: ChartOptions): Chart => {
  const { root, guessing, guessingLabel, xName, top, most, beyond, say, onPoint } = options;
  const style = getComputedStyle(root);
  const { fontFamily } = style;
  const colours = new Map<string, string>();
  const colourOf = (name: string): string => {
    const known = colours.get(name);
    if (known !== undefined) return known;
    root.style.color = `var(${name})`;
    const { color } = style;
    root.style.color = '';
    colours.set(name, color);
    return color;
  };
  const colour = (name: string) => () => colourOf(name);
  let end = 1;
  let scale: Scale = { end: top, beyond: undefined };
  let mark: Mark | undefined;

  const axis: uPlot.Axis = { stroke: colour('--muted'), font: `12px ${fontFamily}`, ticks: { show: false }, gap: 6 };
  const line: uPlot.Series = { spanGaps: true, points: { show: false } };
  const old: uPlot.Series = { ...line, stroke: colour('--line'), width: 1 };
  const dots: uPlot.Series.Points = { show: true, size: 6, width: 0, fill: colour('--validation') };
  const plot = new uPlot(
    {
      width: root.clientWidth || 320,
      height,
      padding: [10, 8, 0, 0],
      legend: { show: false },
      // Charts with the same key point at the same place.
      cursor: { sync: { key: 'learning' }, y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: { x: { time: false, range: () => [0, end] }, y: { range: () => [0, scale.end] } },
      axes: [
        { ...axis, grid: { show: false }, size: 24, space: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
        {
          ...axis,
          grid: { stroke: colour('--hair'), width: 1 },
          size: 46,
          space: 36,
          values: (_, values) => values.map(say),
        },
      ],
      series: [
        {},
        old,
        { ...old, dash: [3, 3] },
        { ...line, stroke: colour('--train'), width: 2 },
        { ...line, stroke: colour('--validation'), width: 1.5, dash: [5, 4], points: dots },
      ],
      hooks: {
        drawAxes: [
          (u) => drawLevel(u, guessing, guessingLabel, colourOf('--muted'), fontFamily),
          (u) => drawAxisName(u, xName, colourOf('--muted'), fontFamily),
        ],
        draw: [
          (u) => scale.beyond !== undefined && drawBeyond(u, beyond(scale.beyond), colourOf('--muted'), fontFamily),
          (u) => mark && drawMark(u, mark, { bar: colourOf('--line'), cross: colourOf('--wrong') }),
        ],
        setCursor: [
          ({ cursor, data }) => onPoint(cursor.idx == null || cursor.left! < 0 ? undefined : data[0][cursor.idx]),
        ],
      },
    },
    [[], [], [], [], []],
    root,
  );
  const watch = new ResizeObserver(() => root.clientWidth > 0 && plot.setSize({ width: root.clientWidth, height }));
  watch.observe(root);

  return {
    show: (lines, epochs, at) => {
      const each = [lines.before, lines.beforeTested, lines.train, lines.tested];
      end = Math.max(1, epochs);
      // Of this run alone: the one before is no measure for it.
      scale = scaleOf([lines.train, lines.tested], top, most);
      mark = at;
      plot.setData(uPlot.join(each.map(({ xs, ys }): uPlot.AlignedData => [[...xs], [...ys]])));
    },
    repaint: () => {
      colours.clear();
      plot.redraw(false);
    },
    point: (x) => plot.setCursor(x === undefined ? { left: -10, top: -10 } : { left: plot.valToPos(x, 'x'), top: 20 }),
    destroy: () => {
      watch.disconnect();
      plot.destroy();
    },
  };
};
