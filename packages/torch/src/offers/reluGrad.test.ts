import { testReluGrad } from '@tests/kit/offers';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('the gradient of rectifiers', testReluGrad);
