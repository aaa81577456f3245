import * as models from '@kindling/models';
import * as of from '../domain.ts';
import { common, layers } from './layers.ts';
import { argument, type Noun, noun } from './noun.ts';

const fed = { shape: of.shape };
export const ofModels: readonly Noun[] = [
  ...layers,
  noun('input', models.input, { name: of.layerName, dtype: of.oneOf('float32', 'int32', 'bool') }, fed),
  noun('sequential', (options) => models.sequential([models.input({ shape: [2] })], options), common),
  ...[models.glorotUniform, models.glorotNormal, models.heUniform, models.heNormal].map((make) =>
    noun(make.kind, make, { seed: of.count }),
  ),
  ...[models.zeros, models.ones].map((make) => noun(make.kind, make)),
  argument('l1', models.l1, of.atLeastZero),
  argument('l2', models.l2, of.atLeastZero),
];
