import { type Option, optionOf } from './option.ts';
import { show } from './show.ts';

/** Where .wasm files are served from: the URL of their folder, or one of each file by its name. */
export type WasmPaths = string | Readonly<Record<string, string>>;

/** A URL, or an object of them. */
export const wasmPathsOption: Option<WasmPaths> = optionOf<WasmPaths>((owner, name, value) => {
  const urls = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (urls.every((url) => typeof url === 'string')) return;
  throw new TypeError(`${owner}: ${name} must be the URL of a folder, or a URL for each file, got ${show(value)}`);
});
