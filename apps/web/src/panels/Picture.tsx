import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawTile, side } from '../draw/tile.ts';

interface Props {
  readonly pixels: Uint8Array | undefined;
  /** Of an array of many. */
  readonly index?: number;
  /** On the page, in its pixels. */
  readonly size: number;
  readonly label?: string | undefined;
}

/** One picture of 32 × 32, enlarged without smoothing. Without a label it is decoration. */
export const Picture = ({ pixels, index = 0, size, label }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => drawTile(canvas.current!, pixels, index), [pixels, index]);
  return (
    <canvas
      class="pixels picture"
      width={side}
      height={side}
      style={{ inlineSize: `${size}px`, blockSize: `${size}px` }}
      ref={canvas}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
};
