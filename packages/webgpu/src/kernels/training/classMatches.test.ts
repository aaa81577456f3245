import { testClassMatches } from '@tests/kit/offers';
import { onDawn } from '../../../testing/onDawn.ts';

onDawn('matches of classes', testClassMatches);
