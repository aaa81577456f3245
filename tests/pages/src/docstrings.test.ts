import { inject } from 'vitest';
import { testRuns } from './run.ts';

testRuns(inject('collected').examples);
