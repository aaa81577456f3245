import type { ChapterOptions } from './chapter.ts';

/** What a query asks for: `?backend=wasm&pictures=640&epochs=1&widths=16,16`. */
export const asked = (query: string): ChapterOptions => {
  const given = new URLSearchParams(query);
  const number = (name: string): number | undefined => (given.has(name) ? Number(given.get(name)) : undefined);
  const [first, second] = given.get('widths')?.split(',').map(Number) ?? [];
  return {
    backend: given.get('backend') ?? undefined,
    pictures: number('pictures'),
    epochs: number('epochs'),
    widths: first === undefined || second === undefined ? undefined : [first, second],
  };
};
