import type { Draw } from '../draw.ts';
import type { Judged } from './program.ts';
import { type Call, call, type Term, type Terms } from './term.ts';

/** The end of a model, and what judges it. */
export interface Head extends Omit<Judged, 'at'> {
  /** Layers at the end. */
  readonly layers: readonly Call[];
}

type Judge = (draw: Draw, units: number) => Omit<Head, 'weightedMetrics' | 'metrics'> & { readonly judges: Term[] };

const regression: Judge = (draw, units) => {
  const loss = draw.pick(['meanSquaredError', 'meanAbsoluteError']);
  return {
    layers: draw.chance(0.7) ? [call('dense', { units })] : [],
    targets: 'numbers',
    targetType: draw.pick(['float32', 'float32', 'int32'] as const),
    loss: draw.chance(0.5) ? loss : call(loss),
    judges: ['meanSquaredError', 'meanAbsoluteError'],
  };
};

/** Activations at the end by name, as a layer, or none: then the loss may be told that it reads logits. */
const ending = (draw: Draw, units: number, activation: 'sigmoid' | 'softmax') => {
  const [way, other] = [draw.int(4), draw.pick(['sigmoid', 'softmax'])];
  const layers = [
    [call('dense', { units, activation })],
    [call('dense', { units }), call(activation)],
    [call('dense', { units })],
    [call('dense', { units, activation: other }), call('rescaling', { scale: 0.9, offset: 0.05 })],
  ][way]!;
  return { layers, options: way === 2 ? { fromLogits: true } : {} };
};

const smoothing = (draw: Draw) => (draw.chance(0.2) ? { labelSmoothing: 0.1 } : {});

const counts = (draw: Draw, units: number): Term[] =>
  ['precision', 'recall', 'f1'].map((name) => {
    const topK = { topK: 1 + draw.int(units) };
    const options = draw.pick<Terms>([{}, {}, { threshold: 0.3 }, { classId: draw.int(units) }, topK]);
    return draw.chance(0.3) ? name : call(name, options);
  });

const binary: Judge = (draw, units) => {
  const { layers, options } = ending(draw, units, 'sigmoid');
  const targets = draw.pick(['bits', 'bits', 'shares'] as const);
  return {
    layers,
    targets,
    targetType: targets === 'shares' ? 'float32' : draw.pick(['float32', 'int32', 'bool'] as const),
    loss: call('binaryCrossentropy', { ...options, ...smoothing(draw) }),
    judges: ['accuracy', call('binaryAccuracy', { threshold: 0.4 }), ...counts(draw, units)],
  };
};

const categorical: Judge = (draw, given) => {
  const units = given + 1;
  const { layers, options } = ending(draw, units, 'softmax');
  return {
    layers,
    targets: 'oneHot',
    targetType: draw.pick(['float32', 'float32', 'int32', 'bool'] as const),
    loss: call('categoricalCrossentropy', { ...options, ...smoothing(draw) }),
    judges: [
      'accuracy',
      'categoricalAccuracy',
      call('topKAccuracy', { k: 1 + draw.int(units) }),
      ...counts(draw, units),
    ],
  };
};

const sparse: Judge = (draw, given) => {
  const units = given + 1;
  const { layers, options } = ending(draw, units, 'softmax');
  return {
    layers,
    targets: draw.pick(['labels', 'columnOfLabels'] as const),
    targetType: draw.pick(['float32', 'int32'] as const),
    loss: call('sparseCategoricalCrossentropy', options),
    judges: ['accuracy', 'sparseCategoricalAccuracy', call('topKAccuracy', { k: 1 + draw.int(units) })],
  };
};

/** What comes last, with up to three metrics, each weighted or not; a plain one compares numbers. */
export const drawHead = (draw: Draw, isPlain: boolean): Head => {
  const units = draw.chance(0.15) ? 1 + draw.int(30) : 1 + draw.int(5);
  const { judges, ...head } = draw.pick(isPlain ? [regression] : [regression, binary, categorical, sparse])(
    draw,
    units,
  );
  const chosen = judges.filter(() => draw.chance(0.4)).slice(0, 3);
  const isWeighted = chosen.map(() => !isPlain && draw.chance(0.4));
  return {
    ...head,
    metrics: chosen.filter((_, at) => !isWeighted[at]),
    weightedMetrics: chosen.filter((_, at) => isWeighted[at]),
  };
};
