import { testAdam } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('Adam', testAdam);
