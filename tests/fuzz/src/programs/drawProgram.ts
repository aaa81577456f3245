import { sizeOf } from '@kindling/core';
import { type Draw, drawFrom } from '../draw.ts';
import { graphOn, modelOf } from './graph.ts';
import { type DrawLayer, keepers, layers, type Sample } from './layers.ts';
import { drawHead } from './losses.ts';
import { drawOptimizer } from './optimizers.ts';
import type { Node, Program } from './program.ts';
import { type Call, call, namesIn } from './term.ts';

/** How large a sample may become on the way, so that programs are quick; a few are large enough for all threads. */
const most = { usual: 260, wide: 4000 };

/** Left out of some programs, so that many plans are compiled whatever kernels are lacking. */
const rarelyCompiled = ['sigmoid', 'softmax'];

/** Primes among them, as neither vectors nor threads divide them. */
const sizesOfBatches = [1, 2, 3, 4, 5, 7, 8, 11, 13, 16, 17, 23, 29, 31, 32, 33];

const drawShape = (draw: Draw, isWide: boolean): Sample => {
  const length = (usual: number, wide: number): number => (isWide ? wide - draw.int(4) : 1 + draw.int(usual));
  switch (draw.int(5)) {
    case 0:
    case 1:
      return [length(20, 200)];
    case 2:
      return [length(5, 16), length(7, 24)];
    default:
      return [length(7, 20), length(7, 20), length(4, 8)];
  }
};

const drawInputs = (draw: Draw, shape: Sample): Call[] => {
  if (draw.chance(0.12)) return [call('input', { shape }), call('input', { shape })];
  if (draw.chance(0.1)) return [call('input', { shape, dtype: draw.pick(['int32', 'bool']) })];
  return [call('input', { shape })];
};

/** Nodes as they are drawn: one that would be too large is left out. */
const sketch = (draw: Draw, inputs: readonly Call[], limit: number, without: readonly string[]) => {
  const nodes: Node[] = [];
  let graph = graphOn(inputs);
  const shapeAt = (at: number): Sample => graph.symbols[at]!.shape.slice(1) as Sample;
  const last = (): number => graph.symbols.length - 1;
  /** The number of the new node. */
  const push = (node: Node): number => {
    graph.add(node);
    nodes.push(node);
    return last();
  };
  const chosen = (from: Readonly<Record<string, DrawLayer>>): Call => {
    const layer = draw.pick(Object.values(from))(draw, shapeAt(last()));
    const isTaken = layer !== undefined && !namesIn(layer).some((name) => without.includes(name));
    return isTaken ? layer : chosen(from);
  };
  /** One layer more. */
  const grow = (): void => {
    const before = last();
    const at = push({ layer: chosen(layers), reads: [before] });
    if (sizeOf(shapeAt(at)) <= limit) return;
    nodes.pop();
    graph = graphOn(inputs);
    for (const node of nodes) graph.add(node);
  };
  const merge = (reads: readonly number[]): void => {
    const isSum = draw.chance(0.6);
    const axis = draw.chance(0.6) ? [] : [{ axis: 1 + draw.int(shapeAt(last()).length) }];
    push({ layer: isSum ? call('add') : call('concatenate', ...axis), reads });
  };
  /** Two ways from the same node, joined again; in a few both are the same layer, with shared weights. */
  const branch = (): void => {
    const from = last();
    const left = push({ layer: chosen(keepers), reads: [from] });
    if (sizeOf(shapeAt(from)) * 2 > limit || draw.chance(0.3)) {
      merge([from, left]);
      return;
    }
    const { layer } = nodes.at(-1)!;
    const right = draw.chance(0.3)
      ? push({ layer, reads: [left], same: left })
      : push({ layer: chosen(keepers), reads: [from] });
    merge(draw.chance(0.2) ? [left, right, from] : [left, right]);
  };
  return { nodes, push, grow, branch, merge, last };
};

/** The program of a seed. */
export const drawProgram = (seed: number): Program => {
  const draw = drawFrom(seed);
  const isWide = draw.chance(0.07);
  const isPlain = draw.chance(0.4);
  const inputs = drawInputs(draw, drawShape(draw, isWide));
  const isOfFloats = !('dtype' in (inputs[0]!.args[0] as object));
  const { nodes, push, grow, branch, merge, last } = sketch(
    draw,
    inputs,
    isWide ? most.wide : most.usual,
    isPlain ? rarelyCompiled : [],
  );
  if (inputs.length > 1) merge([0, 1]);
  if (!isOfFloats) push({ layer: call('rescaling', { scale: 0.5 }), reads: [last()] });
  const isLine = inputs.length === 1 && draw.chance(0.6);
  for (let left = 1 + draw.int(6); left > 0; left--) {
    if (isLine || draw.chance(0.7)) grow();
    else branch();
  }
  const body = last();
  const outputs = Array.from({ length: !isLine && draw.chance(0.25) ? 2 : 1 }, () => {
    const { layers: ending, ...head } = drawHead(draw, isPlain);
    ending.forEach((layer, i) => {
      push({ layer, reads: [i === 0 ? body : last()] });
    });
    return { ...head, at: ending.length === 0 ? body : last() };
  });
  const rows = isWide ? draw.pick([31, 32, 33]) : draw.pick(sizesOfBatches);
  const program: Program = {
    ...{ seed, inputs, nodes, isSequential: isLine && draw.chance(0.7), outputs },
    optimizer: drawOptimizer(draw),
    isWeighted: !isPlain && draw.chance(0.3),
    rows,
    fewer: 1 + draw.int(rows),
    isFitted: draw.chance(0.4),
    held: draw.pick([0, 2, 3, 4, 4, 5, 5]),
  };
  if (modelOf(program).trainable.length > 0) return program;
  const at = push({ layer: call('dense', { units: 2 }), reads: [last()] });
  return { ...program, outputs: [{ ...outputs[0]!, at }] };
};
