import * as copy from '../../copy/train.ts';
import { positionOf, rateAt, ratePositions } from '../../state/rateScale.ts';

interface Props {
  readonly rate: number;
  onInput(rate: number): void;
  /** When it is let go. */
  onChange(): void;
}

/** From 1e-5 to 1, each power of ten as long as the next. */
export const RateSlider = ({ rate, onInput, onChange }: Props) => (
  <input
    class="rate-slider"
    type="range"
    min={0}
    max={ratePositions}
    step={1}
    aria-label={copy.rateSlider}
    aria-valuetext={String(rate)}
    value={positionOf(rate)}
    onInput={({ currentTarget }) => onInput(rateAt(Number(currentTarget.value)))}
    onChange={onChange}
  />
);
