import { inspectorCopy } from '../copy/inspector.ts';
import { percent } from '../copy/numbers.ts';

interface Props {
  readonly names: readonly string[];
  /** Undefined while the network is asked. */
  readonly probabilities: Float32Array | undefined;
  readonly actual: number | undefined;
}

/** Ten bars with their percent. */
export const Likelihoods = ({ names, probabilities, actual }: Props) => (
  <ol class="likelihoods" aria-label={inspectorCopy.bars}>
    {names.map((name, index) => {
      const share = probabilities?.[index] ?? 0;
      const isBest = probabilities !== undefined && share === Math.max(...probabilities);
      const colour = index === actual ? 'right' : isBest ? 'wrong' : '';
      return (
        <li key={name} class={isBest ? 'best' : undefined}>
          <span class="likelihood-name">
            {name}
            {index === actual && <span class="small"> {inspectorCopy.actual}</span>}
          </span>
          <span class={`likelihood-bar ${colour}`}>
            <span style={{ inlineSize: `${100 * share}%` }} />
          </span>
          <span class="num likelihood-share">{probabilities === undefined ? '' : percent(share)}</span>
        </li>
      );
    })}
  </ol>
);
