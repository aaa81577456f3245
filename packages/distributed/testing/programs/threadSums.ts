// Sums of every kind; what came out, as bits.
import type { World } from '../../src/world.ts';

export default (world: World, { length }: { readonly length: number }) => {
  const floats = Float32Array.from({ length }, (_, i) => Math.sin(i + 1 + world.rank * 77));
  const doubles = Float64Array.from({ length: 5 }, (_, i) => Math.cos(i + world.rank));
  const any = floats.slice();
  const bytes = Uint8Array.of(world.rank + 1, 2 * world.rank + 5);
  world.sumInOrder([floats, doubles, new Float32Array(0)]);
  world.sum([any]);
  world.broadcast(bytes);
  world.leave();
  return { rank: world.rank, floats, doubles, any, bytes };
};
