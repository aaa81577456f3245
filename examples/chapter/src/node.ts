// In Node: `node src/node.ts "?backend=wasm&epochs=1"`; pictures are written to the folder that it runs in.
import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { asked } from './asked.ts';
import { chapter } from './chapter.ts';

const { drawn } = await chapter(asked(argv[2] ?? ''));
for (const [name, svg] of Object.entries(drawn)) writeFileSync(`${name}.svg`, svg);
