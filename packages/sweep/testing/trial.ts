// A trial that takes a second:
//   node --conditions=@kindling/source trial.ts [--config '{...}'] [--folder DIR]
import { trial } from '../src/trial.ts';
import { begin, defaults, learn } from './learn.ts';

/** `end`, if above 0, is the code with which the program ends at once. */
const given = trial({ ...defaults, end: 0 });
begin(given.folder);
if (given.config.end > 0) {
  console.error(`told to end with ${given.config.end}`);
  process.exit(given.config.end);
}
await learn(given);
