// Generated from the folders by scripts/barrels.mjs; not to be edited.
export { registerAllGradients } from './gradients/registerAllGradients.ts';
export {
  type BackendName,
  type PassedOver,
  type SelectBackendOptions,
  type Selected,
  selectBackend,
  type WasmPaths,
} from './select.ts';
