import { testReluGrad } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('the gradient of rectifiers', testReluGrad);
