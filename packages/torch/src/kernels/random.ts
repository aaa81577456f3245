// internal: random numbers of tfjs's own operations
import { Multinomial, type MultinomialAttrs, randomUniform } from '@tensorflow/tfjs-core';
import { kernel, type TorchKernel } from '../kernel.ts';
import { part } from '../tensors/views.ts';

export const randoms: readonly TorchKernel[] = [
  // The place of a uniform number among the cumulated probabilities. The numbers are of tfjs's own generator, so that a
  // seed gives the same: ATen's can't be handed over.
  kernel<'logits', MultinomialAttrs>(Multinomial, ({ logits }, { numSamples, seed, normalized }, torch) => {
    const [rows = 0, classes = 0] = logits.shape;
    const probabilities = normalized ? torch.input(logits) : torch.softmax(torch.input(logits), 1, false);
    const cumulated = torch.packed(torch.cumsum(probabilities, 1, 'float32'));
    const total = part(torch, cumulated, [rows, classes], [0, classes - 1], [rows, 1]);
    const drawn = randomUniform([rows, numSamples], 0, 1, 'float32', seed);
    const thresholds = torch.packed(torch.mul(torch.input(drawn), total));
    const places = torch.searchSorted(cumulated, thresholds, true, true, undefined, undefined);
    drawn.dispose();
    const last = torch.constant(classes - 1, 'int32');
    return torch.output(torch.minimum(places, last), [rows, numSamples], 'int32');
  }),
];
