import { testBatchNorm } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('batch normalization', testBatchNorm);
