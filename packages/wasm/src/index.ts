// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { type Installed, type InstallOptions, install, type WasmPaths } from './install.ts';
export { type MemoryReport, WasmMemoryError } from './memoryError.ts';
export { WasmStartError } from './startError.ts';
