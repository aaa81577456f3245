// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type AcrossOptions, across } from './across.ts';
export { type JoinOptions, join } from './join.ts';
export type { Summed, World } from './world.ts';
