// Generated from the folders by scripts/barrels.mjs; not to be edited.
export type { AbsentBackend, Backend, StartedBackend } from './backend.ts';
export { cpu } from './backends/cpu.ts';
export { type TfjsNodeOptions, tfjsNode, tfjsNodeOptions } from './backends/tfjsNode.ts';
export { tfjsNodeGpu } from './backends/tfjsNodeGpu.ts';
export { type CudaOptions, cudaOptions, type TorchOptions, torch, torchOptions } from './backends/torch.ts';
export { type WasmOptions, type WasmPaths, wasm, wasmOptions } from './backends/wasm.ts';
export { type WebgpuOptions, webgpu, webgpuOptions } from './backends/webgpu.ts';
export { registerAllGradients } from './gradients/registerAllGradients.ts';
export {
  type BackendName,
  type PassedOver,
  type SelectBackendOptions,
  type Selected,
  type SelectNamedOptions,
  selectBackend,
} from './selectBackend.ts';
