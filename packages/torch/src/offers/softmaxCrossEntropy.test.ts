import { testSoftmaxCrossEntropy } from '@tests/kit/offers';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('the cross-entropy of a softmax', testSoftmaxCrossEntropy);
