import type { Draw } from '../draw.ts';
import { call, type Term, type Terms } from './term.ts';

const rate = (draw: Draw): Term => {
  const initialLearningRate = draw.pick([0.001, 0.01, 0.1]);
  switch (draw.int(6)) {
    case 0:
      return call('exponentialDecay', {
        initialLearningRate,
        decaySteps: 2,
        decayRate: 0.7,
        staircase: draw.chance(0.5),
      });
    case 1:
      return call('piecewiseConstantDecay', { boundaries: [1, 3], values: [initialLearningRate, 0.02, 0] });
    default:
      return initialLearningRate;
  }
};

const clipping = (draw: Draw): Terms =>
  draw.chance(0.3) ? { [draw.pick(['clipNorm', 'globalClipNorm', 'clipValue'])]: draw.pick([0.01, 0.5, 5]) } : {};

const decay = (draw: Draw): Terms => (draw.chance(0.2) ? { weightDecay: draw.pick([0, 0.01]) } : {});

const momentum = (draw: Draw): Terms => ({ momentum: draw.pick([0.5, 0.9]) });

const moments = (draw: Draw): Terms => (draw.chance(0.2) ? { beta1: 0, beta2: 0.9, epsilon: 1e-4 } : {});

/** Transforms of which each chain has some, in any order. */
const transforms: readonly ((draw: Draw) => Term)[] = [
  () => call('clipByNorm', 1),
  () => call('clipByGlobalNorm', 1),
  () => call('clipElements', 0.1),
  () => call('decayWeights', 0.01),
  (draw) => call('scaleByAdam', moments(draw)),
  () => call('scaleByDeviation'),
  () => call('scaleByRms', { rho: 0.8 }),
  () => call('scaleByRate'),
  (draw) => call('trace', { momentum: 0.9, nesterov: draw.chance(0.5) }),
];

const own = (draw: Draw): Term => {
  const chosen = transforms.filter(() => draw.chance(0.25)).map((make) => make(draw));
  const turned = draw.chance(0.5) ? chosen.reverse() : chosen;
  return call('chain', { kind: 'own', learningRate: rate(draw) }, ...turned);
};

/** An optimizer by its name, with options, or a chain of transforms. */
export const drawOptimizer = (draw: Draw): Term => {
  const kind = draw.pick(['sgd', 'momentum', 'rmsprop', 'adam', 'adamW', 'chain'] as const);
  if (kind === 'chain') return own(draw);
  const name = kind === 'momentum' ? 'sgd' : kind;
  if (kind !== 'momentum' && draw.chance(0.25)) return name;
  const options = { learningRate: rate(draw), ...clipping(draw), ...decay(draw) };
  switch (kind) {
    case 'sgd':
      return call(name, options);
    case 'momentum':
      return call(name, { ...options, ...momentum(draw), nesterov: draw.chance(0.5) });
    case 'rmsprop':
      return call(name, { ...options, centered: draw.chance(0.4), ...(draw.chance(0.4) ? momentum(draw) : {}) });
    default:
      return call(name, { ...options, ...moments(draw) });
  }
};
