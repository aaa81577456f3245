// The same run under mpirun: `node trainedMain.ts '{"net":"mlp","backend":"wasm","engine":"jit"}' SHARDS`
import { explain } from '@kindling/jit';
import { join } from '../../src/join.ts';
import { prepared, fitted, type Trained } from './trained.ts';

const [json = '{}', shards = '4'] = process.argv.slice(2);
const world = await join({ shards: Number(shards) });
const run = JSON.parse(json) as Trained;
const made = await prepared(world, run);
const outcome = await fitted(made, run);
const plans = run.engine === 'jit' ? explain(made.trainer).map(({ name, state, reason }) => [name, reason ?? state]) : [];
made.trainer.dispose();
world.leave();
if (world.leads) console.log(JSON.stringify({ ...outcome, plans }));
