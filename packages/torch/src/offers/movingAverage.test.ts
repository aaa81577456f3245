import { testMovingAverage } from '@tests/kit/offers';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('moving averages', testMovingAverage);
