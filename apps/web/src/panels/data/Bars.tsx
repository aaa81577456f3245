import { wholePercent } from '../../copy/numbers.ts';

interface Props {
  readonly names: readonly string[];
  /** Undefined before the first answer: the bars stand empty. */
  readonly shares: ArrayLike<number> | undefined;
  readonly label: string;
}

/** How sure the network is of each class; the largest stands out. */
export const Bars = ({ names, shares, label }: Props) => {
  const best = shares === undefined ? -1 : Array.from(shares).indexOf(Math.max(...Array.from(shares)));
  return (
    <table class="own-bars" aria-label={label}>
      <tbody>
        {names.map((name, index) => (
          <tr key={name} class={index === best ? 'best' : undefined}>
            <th scope="row">{name}</th>
            <td class="own-share" aria-hidden="true">
              <span style={{ width: `${100 * (shares?.[index] ?? 0)}%` }} />
            </td>
            <td class="num">{shares === undefined ? '' : wholePercent(shares[index]!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
