// The runs of trained.ts under mpirun: `node trainedMain.ts '[{"net":"mlp","backend":"wasm","engine":"jit"}]' SHARDS`
import { join } from '../../src/join.ts';
import train, { type Trained } from './trained.ts';

const [json = '[]', shards = '4'] = process.argv.slice(2);
const world = await join({ shards: Number(shards) });
const outcomes = await train(world, JSON.parse(json) as readonly Trained[]);
if (world.leads) console.log(JSON.stringify(outcomes));
