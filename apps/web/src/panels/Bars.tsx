import { wholePercent } from '../copy/numbers.ts';
import '../styles/bars.css';

interface Props {
  readonly names: readonly string[];
  /** Of each class; undefined before the first answer: the bars stand empty. */
  readonly shares: ArrayLike<number> | undefined;
  readonly label: string;
  /** The class that it is, where that is known, and the word for it. */
  readonly actual?: { readonly index: number; readonly word: string } | undefined;
  /** How a share is written. */
  readonly say?: (share: number) => string;
}

/** How sure the network is of each class; the surest stands out. */
export const Bars = ({ names, shares, label, actual, say = wholePercent }: Props) => {
  const best = shares === undefined ? -1 : Array.from(shares).indexOf(Math.max(...Array.from(shares)));
  const kindOf = (index: number): string => {
    if (index === actual?.index) return 'bar-share right';
    return index === best && actual !== undefined ? 'bar-share wrong' : 'bar-share';
  };
  return (
    <ol class="bars" aria-label={label}>
      {names.map((name, index) => (
        <li key={name} class={index === best ? 'best' : undefined}>
          <span>
            {name}
            {index === actual?.index && <span class="small"> {actual.word}</span>}
          </span>
          <span class={kindOf(index)} aria-hidden="true">
            <span style={{ inlineSize: `${100 * (shares?.[index] ?? 0)}%` }} />
          </span>
          <span class="num">{shares === undefined ? '' : say(shares[index] ?? 0)}</span>
        </li>
      ))}
    </ol>
  );
};
