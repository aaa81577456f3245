// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type ExplainedPlan, explain } from './explain.ts';
export { jit } from './jit.ts';
