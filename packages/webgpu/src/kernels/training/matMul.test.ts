import { testMatMul } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('products of matrices', testMatMul);
