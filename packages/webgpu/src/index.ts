// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { AdapterSummary } from './device/adapter.ts';
export { GpuAbsentError } from './gpu/absent.ts';
export { type Installed, type InstallOptions, install } from './install.ts';
