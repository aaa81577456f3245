// Runs tfjs-core's specs on the wasm backend, and sends their outcomes to the process that forked this one.
import './jasmine.ts';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js';
import './backend.ts';
import '@tensorflow/tfjs-core/dist/tests.js';
import core, { type Result } from 'jasmine-core';
import type { Outcome } from '../outcome.ts';

const outcomes: Outcome[] = [];
const seen = new Map<string, number>();

const record = ({ fullName, status, failedExpectations }: Result): void => {
  const nth = (seen.get(fullName) ?? 0) + 1;
  seen.set(fullName, nth);
  const name = nth === 1 ? fullName : `${fullName} (${nth})`;
  outcomes.push({ name, status, messages: failedExpectations.map(({ message }) => message) });
};

const env = core.jasmine.getEnv();
env.addReporter({
  specDone: record,
  // What fails before or after all specs of a suite fails none of them.
  suiteDone: (suite) => {
    if (suite.failedExpectations.length > 0)
      record({ ...suite, fullName: `suite ${suite.fullName}`, status: 'failed' });
  },
});
await env.execute();
process.send?.(outcomes, undefined, undefined, () => process.exit());
