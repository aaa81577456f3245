import type { Picture } from './decode.ts';

/** Share of a source pixel in a target pixel, for every target pixel along one side. */
const overlaps = (from: number, to: number): readonly (readonly (readonly [source: number, share: number])[])[] =>
  Array.from({ length: to }, (_, i) => {
    const [start, end] = [(i * from) / to, ((i + 1) * from) / to];
    const first = Math.floor(start);
    const last = Math.min(from - 1, Math.ceil(end) - 1);
    return Array.from({ length: last - first + 1 }, (_, k) => {
      const source = first + k;
      return [source, (Math.min(end, source + 1) - Math.max(start, source)) / (end - start)] as const;
    });
  });

/** The source's place of a pixel of the upright picture. */
const place = ({ width, height, orientation }: Picture): ((x: number, y: number) => number) => {
  const [right, bottom] = [width - 1, height - 1];
  const ways: readonly ((x: number, y: number) => readonly [number, number])[] = [
    (x, y) => [x, y],
    (x, y) => [right - x, y],
    (x, y) => [right - x, bottom - y],
    (x, y) => [x, bottom - y],
    (x, y) => [y, x],
    (x, y) => [y, bottom - x],
    (x, y) => [right - y, bottom - x],
    (x, y) => [right - y, x],
  ];
  const way = ways[orientation - 1]!;
  return (x, y) => {
    const [column, row] = way(x, y);
    return 4 * (row * width + column);
  };
};

/**
 * A picture of another size, `[height, width, 3]` bytes: turned upright, laid on white where it is transparent, and
 * averaged over the area that each new pixel covers. Another shape stretches it.
 */
export const resize = (picture: Picture, height: number, width: number): Uint8Array => {
  const turned = picture.orientation > 4;
  const columns = overlaps(turned ? picture.height : picture.width, width);
  const rows = overlaps(turned ? picture.width : picture.height, height);
  const at = place(picture);
  const { rgba } = picture;
  const bytes = new Uint8Array(height * width * 3);
  rows.forEach((sourceRows, y) => {
    columns.forEach((sourceColumns, x) => {
      const sum = [0, 0, 0];
      for (const [sourceY, rowShare] of sourceRows) {
        for (const [sourceX, columnShare] of sourceColumns) {
          const source = at(sourceX, sourceY);
          const share = rowShare * columnShare;
          const alpha = rgba[source + 3]! / 255;
          for (let c = 0; c < 3; c++) sum[c]! += share * (alpha * rgba[source + c]! + (1 - alpha) * 255);
        }
      }
      for (let c = 0; c < 3; c++) bytes[3 * (y * width + x) + c] = Math.round(sum[c]!);
    });
  });
  return bytes;
};
