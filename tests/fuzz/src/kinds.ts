import type { Kind } from './kind.ts';
import { archives } from './kinds/archives.ts';
import { positional } from './kinds/arguments.ts';
import { checkpoints } from './kinds/checkpoints.ts';
import { columns } from './kinds/columns.ts';
import { cliFlags } from './kinds/flags.ts';
import { modelJson } from './kinds/modelJson.ts';
import { options } from './kinds/options.ts';
import { pictures } from './kinds/pictures.ts';
import { safetensors } from './kinds/safetensors.ts';
import { layerShapes } from './kinds/shapes.ts';

/** Every kind of input that comes from strangers. */
export const kinds: readonly Kind[] = [
  options,
  positional,
  safetensors,
  modelJson,
  checkpoints,
  cliFlags,
  pictures,
  archives,
  layerShapes,
  columns,
];
