// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type JoinOptions, join } from './join.ts';
export type { Summed, World } from './world.ts';
