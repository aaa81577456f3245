import { useLayoutEffect, useRef } from 'preact/hooks';
import { lookCopy } from '../copy/look.ts';
import { wholePercent } from '../copy/numbers.ts';
import { drawTile, side } from '../draw/tile.ts';

interface Props {
  readonly id: number;
  readonly pixels: Uint8Array | undefined;
  readonly actual: string | undefined;
  readonly predicted: string | undefined;
  readonly sure: number;
  /** Whether a tab stops here. */
  readonly isStop: boolean;
}

/** A name that needs smaller letters to stand under a picture. */
const longer = (name: string): string => (name.length > 9 ? ' long' : '');

/** A picture, a bar of how sure the network is, and of what. Its canvas serves one picture after another. */
export const Tile = ({ id, pixels, actual, predicted, sure, isStop }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => drawTile(canvas.current!, pixels), [pixels]);
  const isRight = predicted === actual;
  const label = lookCopy.tile({ id, actual, predicted, sure });
  return (
    <button type="button" class="tile" data-id={id} tabIndex={isStop ? 0 : -1} aria-label={label}>
      <canvas class="pixels" width={side} height={side} ref={canvas} />
      <span class={`tile-sure ${isRight ? 'right' : 'wrong'}`}>
        {predicted !== undefined && <span style={{ inlineSize: `${100 * sure}%` }} />}
      </span>
      {predicted !== undefined && (
        <span class={isRight ? 'tile-guess' : 'tile-guess mistaken'}>
          <span class="tile-mark">
            <b class={isRight ? 'right' : 'wrong'}>{isRight ? '✓' : '✗'}</b>
            <span class="num">{wholePercent(sure)}</span>
          </span>
          {/* Another class comes in softly; nothing else of what moves while it is read. */}
          <span class={`tile-name${longer(predicted)}`} key={predicted}>
            {predicted}
          </span>{' '}
          {!isRight && <span class={`tile-is${longer(actual ?? '')}`}>{lookCopy.is(actual ?? '')}</span>}
        </span>
      )}
    </button>
  );
};
