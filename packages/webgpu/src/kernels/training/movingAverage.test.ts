import { testMovingAverage } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('moving averages', testMovingAverage);
