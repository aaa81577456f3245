// The same trial over several processes, with two shards:
//   mpirun -n 2 node --conditions=@kindling/source ranks.ts [--config '{...}'] [--folder DIR]
import { across, join } from '@kindling/distributed';
import { trial } from '../src/trial.ts';
import { begin, defaults, learn } from './learn.ts';

const given = trial(defaults);
const world = await join({ shards: 2, limit: 20 });
begin(given.folder);
try {
  await learn(given, { world, engine: across(world) });
} catch (error) {
  if (error !== given.signal.reason) throw error;
}
world.leave();
