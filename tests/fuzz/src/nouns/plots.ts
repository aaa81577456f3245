import * as viz from '@kindling/viz';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

const title = { title: of.anyText };
export const plots: readonly Noun[] = [
  noun('lossCurve', (options) => viz.lossCurve([{ loss: 1, acc: 1 }], options), {
    ...title,
    metrics: of.listOf(of.oneOf('acc')),
  }),
  noun('imageGrid', (options) => viz.imageGrid([{ image: { data: new Uint8Array(3), shape: [1, 1, 3] } }], options), {
    ...title,
    columns: of.positiveInteger,
  }),
  noun(
    'weightImages',
    (options) => viz.weightImages({ data: new Float32Array(4), shape: [4, 1] }, options),
    { ...title, columns: of.positiveInteger, limit: of.positiveInteger },
    { shape: of.listOf(of.positiveInteger, 2, 3) },
    ({ shape }) => (shape as number[]).reduce((a, b) => a * b, 1) === 4 && [1, 3].includes((shape as number[])[2] ?? 1),
  ),
  noun(
    'confusionMatrixPlot',
    (options) => viz.confusionMatrixPlot({ counts: [[1]], classNames: ['x'] }, options),
    title,
  ),
  noun('planPlot', (options) => viz.planPlot({ name: 'step', state: 'compiled', phases: [], arena: 0 }, options), {
    ...title,
    limit: of.positiveInteger,
  }),
];
