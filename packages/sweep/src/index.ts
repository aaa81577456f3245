// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type LinesOptions, lines } from './lines.ts';
export { type Config, type Trial, trial } from './trial.ts';
