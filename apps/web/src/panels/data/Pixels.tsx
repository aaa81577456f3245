import { useLayoutEffect, useRef } from 'preact/hooks';
import { drawTile, side } from '../../draw/tile.ts';

interface Props {
  readonly pixels: Uint8Array | undefined;
  /** Undefined where something beside it says what it is. */
  readonly label?: string | undefined;
}

/** One picture of 32 × 32, as large as its style makes it. */
export const Pixels = ({ pixels, label }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => drawTile(canvas.current!, pixels), [pixels]);
  return (
    <canvas
      class="pixels"
      ref={canvas}
      width={side}
      height={side}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
};
