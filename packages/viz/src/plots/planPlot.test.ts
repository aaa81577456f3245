import { describe, expect, test } from 'vitest';
import type { ExecutionPlan, PlannedLaunch } from '../plan.ts';
import { readSvg } from '../raster/readSvg.ts';
import { planPlot } from './planPlot.ts';

const launch = (name: string, flops: number | undefined, more: Partial<PlannedLaunch> = {}): PlannedLaunch => ({
  name,
  flops,
  bytesRead: 0,
  bytesWritten: 0,
  ...more,
});
const plan = (...phases: readonly (readonly PlannedLaunch[])[]): ExecutionPlan => ({
  name: 'step float32[32,4]',
  state: 'compiled',
  phases: phases.map((launches) => ({ launches })),
  arena: 2_811_264,
});
const nodes = (svg: string) => readSvg(svg).children;
const texts = (svg: string): readonly string[] =>
  nodes(svg).flatMap(({ name, text }) => (name === 'text' ? [text] : []));
/** Texts of the rows, without title, name and heads. */
const rows = (svg: string): readonly string[] => {
  const all = texts(svg);
  return all.slice(all.indexOf('written') + 1);
};
/** How long the bars of a colour are, without the legend. */
const bars = (svg: string, colour: string): readonly number[] =>
  nodes(svg)
    .filter(({ name, attributes }) => name === 'rect' && attributes.class === colour && attributes.height === '12')
    .map(({ attributes }) => Number(attributes.width));

const product = launch('_FusedMatMul: gemm', 3e6, {
  bytesRead: 2e6,
  bytesWritten: 1e6,
  tensors: ['dense/kernel', 'dense/bias'],
});
const relu = launch('Relu', 0, { bytesRead: 500, bytesWritten: 500 });
const adam = launch('KindlingAdam', 1.5e6, { bytesRead: 4e6, bytesWritten: 2e6, tensors: ['a/kernel', 'b/kernel'] });

test('a row a phase: kernels and layers, what takes most first, and the sums', () => {
  const svg = planPlot(plan([relu, product, relu], [adam]));
  expect(texts(svg).slice(0, 4)).toEqual(['Compiled', 'arena 2.81 MB', 'step float32[32,4]', 'phase']);
  expect(rows(svg)).toEqual([
    ...['1', 'MatMul of dense, Relu ×2', '3.00 M', '3.00 MB'],
    ...['2', 'Adam', '1.50 M', '6.00 MB'],
    ...['all', '4.50 M', '9.00 MB'],
  ]);
});

test('bars are as long as the amounts, and what is almost nothing is seen', () => {
  const svg = planPlot(plan([product], [adam], [relu]));
  expect(bars(svg, 'muted')).toEqual([120, 60]);
  expect(bars(svg, 'blue')).toEqual([40, 80, 1]);
  expect(bars(svg, 'vermilion')).toEqual([20, 40, 1]);
});

test('of one phase each launch has a row', () => {
  const svg = planPlot(plan([relu, product]));
  expect(texts(svg)).toContain('launch');
  expect(
    rows(svg)
      .filter((_, i) => i % 4 === 1)
      .slice(0, 2),
  ).toEqual(['Relu', 'MatMul of dense']);
});

test('operations that nobody knows are told as such', () => {
  const silent = launch('TopK', undefined);
  expect(rows(planPlot(plan([silent], [silent, product])))).toEqual([
    ...['1', 'TopK', '?', '0 B', '2', 'MatMul of dense, TopK', '≥ 3.00 M', '3.00 MB'],
    ...['all', '≥ 3.00 M', '3.00 MB'],
  ]);
});

test('beyond the limit neighbours that take little are one row', () => {
  const small = (flops: number) => [launch('Add', flops)];
  const phases = [small(1), small(2), [product], small(3), [adam], small(4), small(5)];
  expect(rows(planPlot(plan(...phases), { limit: 2 }))).toEqual([
    ...['1–2', '2 phases that take little', '3 ', '0 B'].map((text) => text.trim()),
    ...['3', 'MatMul of dense', '3.00 M', '3.00 MB'],
    ...['4', 'Add', '3', '0 B'],
    ...['5', 'Adam', '1.50 M', '6.00 MB'],
    ...['6–7', '2 phases that take little', '9', '0 B'],
    ...['all', '4.50 M', '9.00 MB'],
  ]);
  // Bytes count as operations do.
  const moving = [launch('copy', 0, { bytesRead: 1e9, bytesWritten: 1e9 })];
  expect(rows(planPlot(plan(moving, ...phases), { limit: 1 }))).toContain('copy');
});

describe('what is not compiled', () => {
  const eager: ExecutionPlan = { name: 'step', state: 'eager', reason: 'Unique is tfjs’s own', phases: [], arena: 0 };
  test('says why', () => {
    expect(texts(planPlot(eager))).toEqual(['Not compiled', 'step', 'It runs as it comes: Unique is tfjs’s own.']);
    expect(texts(planPlot({ ...eager, state: 'waiting', reason: undefined }))[2]).toMatch(/^It waits for more calls/);
    expect(texts(planPlot(plan([])))[2]).not.toBe('phase');
  });

  test('has long reasons in lines', () => {
    const lines = texts(planPlot({ ...eager, reason: 'long '.repeat(100) })).slice(2);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.at(-1)).toMatch(/ …$/);
  });
});

test('texts are cut before the bars begin, and never markup', () => {
  const long = Array.from({ length: 30 }, (_, i) => launch(`<b>Kernel${i}</b>`, 30 - i));
  const svg = planPlot({ ...plan(long, [relu]), name: 'x'.repeat(500) }, { title: '<i>' });
  const [, text] = rows(svg);
  expect(text).toMatch(/^<b>Kernel0<\/b>, .*…$/);
  expect(svg).not.toContain('<b>');
  expect(texts(svg)[0]).toBe('<i>');
});

test('what is no plan is refused by its place', () => {
  expect(() => planPlot([] as never)).toThrow('planPlot: plan must be { name, state, phases, arena }');
  expect(() => planPlot({ ...plan(), state: 'done' as never })).toThrow('planPlot: unknown plan.state "done"');
  expect(() => planPlot({ ...plan(), arena: -1 })).toThrow('planPlot: plan.arena must be a finite number');
  expect(() => planPlot({ ...plan(), phases: ['a line'] as never })).toThrow(
    'planPlot: plan.phases[0] must be { launches }, got "a line"',
  );
  expect(() => planPlot(plan([launch(5 as never, 0)]))).toThrow(
    'planPlot: plan.phases[0].launches[0].name must be a string, got 5',
  );
  expect(() => planPlot(plan([relu, launch('a', Number.NaN)]))).toThrow(
    'planPlot: plan.phases[0].launches[1].flops must be a finite number of at least 0, got NaN',
  );
  expect(() => planPlot(plan([{ ...relu, tensors: 'dense/kernel' as never }]))).toThrow(
    'planPlot: plan.phases[0].launches[0].tensors must be a list of names, got "dense/kernel"',
  );
  expect(() => planPlot({ ...plan(), reason: 3 as never })).toThrow('planPlot: plan.reason must be a string, got 3');
  expect(() => planPlot(plan([relu]), { limit: 0 })).toThrow('planPlot: limit must be a positive integer, got 0');
});
