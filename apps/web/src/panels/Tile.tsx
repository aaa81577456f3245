import { lookCopy } from '../copy/look.ts';
import { wholePercent } from '../copy/numbers.ts';
import { Picture } from './Picture.tsx';

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

/** A picture, a bar of how sure the network is, and of what. */
export const Tile = ({ id, pixels, actual, predicted, sure, isStop }: Props) => {
  const isRight = predicted === actual;
  const label = lookCopy.tile({ id, actual, predicted, sure });
  return (
    <button type="button" class="tile" data-id={id} tabIndex={isStop ? 0 : -1} aria-label={label}>
      <Picture pixels={pixels} />
      <span class={`tile-sure ${isRight ? 'right' : 'wrong'}`}>
        {predicted !== undefined && <span style={{ inlineSize: `${100 * sure}%` }} />}
      </span>
      {predicted !== undefined && (
        <span class={isRight ? 'tile-guess' : 'tile-guess mistaken'}>
          <span class="tile-mark">
            <b class={isRight ? 'right' : 'wrong'}>{isRight ? '✓' : '✗'}</b>
            <span class="num">{wholePercent(sure)}</span>
          </span>
          <span class={`tile-name${longer(predicted)}`}>{predicted}</span>{' '}
          {!isRight && <span class={`tile-is${longer(actual ?? '')}`}>{lookCopy.is(actual ?? '')}</span>}
        </span>
      )}
    </button>
  );
};
