import { useMemo } from 'preact/hooks';
import { bitmapUrl } from '../draw/bitmap.ts';

interface Props {
  /** Undefined where there is none yet: then its place is blank. */
  readonly pixels: Uint8Array | undefined;
  /** Of an array of many. */
  readonly index?: number;
  /** On the page, in its pixels; where it is left out the styles tell. */
  readonly size?: number;
  /** Without one it is decoration. */
  readonly label?: string | undefined;
}

/** One picture of 32 × 32, enlarged without smoothing. */
export const Picture = ({ pixels, index = 0, size, label }: Props) => {
  const url = useMemo(() => pixels && bitmapUrl(pixels, index), [pixels, index]);
  const style = size === undefined ? {} : { inlineSize: `${size}px`, blockSize: `${size}px` };
  if (url === undefined) return <span class="pixels picture" style={style} />;
  return (
    <img
      class="pixels picture"
      src={url}
      style={style}
      draggable={false}
      decoding="sync"
      alt={label ?? ''}
      aria-hidden={label === undefined}
    />
  );
};
