// Generated from the folders by scripts/barrels.mjs; not to be edited.
export {
  type ExplainedCost,
  type ExplainedLaunch,
  type ExplainedPhase,
  type ExplainedPlan,
  explain,
} from './explain.ts';
export { jit } from './jit.ts';
