import { testClassMatches } from '@tests/kit/offers';
import { onTorch } from '../../testing/onTorch.ts';

onTorch('matches of classes', testClassMatches);
