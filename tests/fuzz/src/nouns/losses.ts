import * as train from '@kindling/train';
import * as of from '../domain.ts';
import { type Noun, noun } from './noun.ts';

const logits = { fromLogits: of.flag };
const smoothed = { ...logits, labelSmoothing: of.fraction };

export const losses: readonly Noun[] = [
  noun('binaryCrossentropy', train.binaryCrossentropy, smoothed),
  noun('categoricalCrossentropy', train.categoricalCrossentropy, smoothed),
  noun('sparseCategoricalCrossentropy', train.sparseCategoricalCrossentropy, logits),
];
