// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type Installed, type InstallOptions, install } from './install.ts';
