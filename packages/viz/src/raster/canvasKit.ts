// internal: Skia, as WebAssembly, and the fonts that it draws with
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import initialize, { type CanvasKit, type Typeface } from 'canvaskit-wasm';

export interface Rasterizer {
  readonly kit: CanvasKit;
  readonly regular: Typeface;
  readonly medium: Typeface;
}

const readTypeface = async (kit: CanvasKit, folder: string, name: string): Promise<Typeface> => {
  const bytes = await readFile(join(folder, `${name}.woff2`));
  const typeface = kit.Typeface.MakeTypefaceFromData(Uint8Array.from(bytes).buffer);
  if (typeface === null) throw new Error(`toPNG: the font ${name} is damaged; install @kindling/viz again`);
  return typeface;
};

const load = async (): Promise<Rasterizer> => {
  const kit = await initialize();
  // By the package's name, so that an app that bundles this file finds the fonts too.
  const home = dirname(createRequire(import.meta.url).resolve('@kindling/viz/package.json'));
  const fonts = join(home, 'assets', 'roboto');
  return {
    kit,
    regular: await readTypeface(kit, fonts, 'Roboto-Regular'),
    medium: await readTypeface(kit, fonts, 'Roboto-Medium'),
  };
};

let loading: Promise<Rasterizer> | undefined;

/** Loaded once, at the first picture. */
export const loadRasterizer = (): Promise<Rasterizer> => {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
};
