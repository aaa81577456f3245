import { testSoftmaxCrossEntropy } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('the cross-entropy of a softmax', testSoftmaxCrossEntropy);
