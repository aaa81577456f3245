import * as train from '@kindling/train';
import * as of from '../domain.ts';
import { argument, type Noun, noun } from './noun.ts';

const rates = { learningRate: of.either(of.atLeastZero, of.callable), weightDecay: of.atLeastZero };
const clipped = { ...rates, clipNorm: of.positive, globalClipNorm: of.positive, clipValue: of.positive };
const moments = { beta1: of.rate, beta2: of.rate, epsilon: of.atLeastZero };
const squares = { rho: of.rate, epsilon: of.atLeastZero };
const oneClip = ({ clipNorm, globalClipNorm, clipValue }: Readonly<Record<string, unknown>>): boolean =>
  [clipNorm, globalClipNorm, clipValue].filter((clip) => clip !== undefined).length <= 1;

export const optimizers: readonly Noun[] = [
  noun('adam', train.adam, { ...clipped, ...moments }, {}, oneClip),
  noun('adamW', train.adamW, { ...clipped, ...moments }, {}, oneClip),
  noun('rmsprop', train.rmsprop, { ...clipped, ...squares, momentum: of.rate, centered: of.flag }, {}, oneClip),
  noun(
    'sgd',
    train.sgd,
    { ...clipped, momentum: of.rate, nesterov: of.flag },
    {},
    (options) => oneClip(options) && !(options.nesterov === true && !options.momentum),
  ),
  noun('scaleByAdam', train.scaleByAdam, moments),
  noun('scaleByRms', train.scaleByRms, squares),
  noun('scaleByDeviation', train.scaleByDeviation, squares),
  noun('trace', train.trace, { nesterov: of.flag }, { momentum: of.rate }),
  argument('clipByNorm', train.clipByNorm, of.positive),
  argument('clipByGlobalNorm', train.clipByGlobalNorm, of.positive),
  argument('clipElements', train.clipElements, of.positive),
  argument('decayWeights', train.decayWeights, of.atLeastZero),
  argument('learningRateSchedule', train.learningRateSchedule, of.callable),
  noun('chain', train.chain, {}, { kind: of.text, learningRate: rates.learningRate }),
];
