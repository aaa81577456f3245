import { testMatMul } from '@tests/kit/offers';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('products of matrices', testMatMul);
