import { inspectorCopy } from '../copy/inspector.ts';

const [width, height] = [256, 56];

/** How likely the network held the actual class, after each epoch. */
export const ShareLine = ({ shares }: { readonly shares: readonly number[] }) => {
  if (shares.length < 2) return <p class="small share-line">{inspectorCopy.noHistory}</p>;
  const placed = shares.map((share, index) => ({
    x: 4 + ((width - 8) * index) / (shares.length - 1),
    y: 4 + (height - 8) * (1 - share),
  }));
  const end = placed.at(-1)!;
  return (
    <svg
      class="share-line"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={inspectorCopy.historySays(shares)}
    >
      <path d={`M4 4H${width - 4}M4 ${height - 4}H${width - 4}`} class="share-edges" />
      <polyline points={placed.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} class="share-path" />
      <circle cx={end.x} cy={end.y} r={3.5} class="share-end" />
    </svg>
  );
};
