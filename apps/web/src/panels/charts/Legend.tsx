import * as copy from '../../copy/charts.ts';
import { loss, percent } from '../../copy/numbers.ts';
import type { Line } from '../../draw/chart.ts';
import { endEpoch, lines, type Measure, pointed, valueAt } from '../../state/curves.ts';

const Sample = ({ kind }: { readonly kind: 'train' | 'validation' }) => (
  <svg class={`sample sample-${kind}`} width="20" height="8" viewBox="0 0 26 8" aria-hidden="true">
    {kind === 'train' ? (
      <path d="M0 4h26" stroke="currentColor" stroke-width="2" />
    ) : (
      <>
        <path d="M0 4h26" stroke="currentColor" stroke-width="1.5" stroke-dasharray="5 4" />
        <circle cx="13" cy="4" r="3.500" fill="currentColor" />
      </>
    )}
  </svg>
);

/** The lines' names with their last values, or with those of the place that is pointed at. */
export const Legend = ({ of }: { readonly of: Measure }) => {
  const { train, tested } = lines[of].value;
  const say = of === 'loss' ? loss : percent;
  const mean = pointed.value === undefined ? endEpoch.value?.[of] : undefined;
  const value = (line: Line, end: number | undefined): string => {
    const at = pointed.value === undefined ? end : valueAt(line, pointed.value);
    return at === undefined ? '' : say(at);
  };
  return (
    <div class="legend">
      <h3>{copy.names[of]}</h3>
      <ul>
        <li>
          <Sample kind="train" /> {mean === undefined ? copy.train : copy.trainMean}{' '}
          <span class="num legend-value">{value(train, mean ?? train.ys.at(-1))}</span>
        </li>
        <li>
          <Sample kind="validation" /> {copy.validation}{' '}
          <span class="num legend-value">{value(tested, tested.ys.at(-1))}</span>
        </li>
      </ul>
    </div>
  );
};
