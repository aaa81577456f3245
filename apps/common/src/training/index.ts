export { type Batches, modelOf, optimizerOf, testingOf, trainingOf } from './training.ts';
