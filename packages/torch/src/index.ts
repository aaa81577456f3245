// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { DeviceName } from './deviceName.ts';
export { type Installed, type InstallOptions, install } from './install.ts';
export { TorchAbsentError } from './library/torchAbsentError.ts';
export { TorchMemoryError } from './tensors/torchMemoryError.ts';
