import { inspectorCopy } from '../copy/inspector.ts';

const [width, height] = [256, 60];
/** For what is written at its right. */
const margin = 46;
const plot = width - margin;

/** How likely the network held the actual class, after each epoch. */
export const ShareLine = ({ shares }: { readonly shares: readonly number[] }) => {
  if (shares.length < 2) return <p class="small share-line">{inspectorCopy.noHistory}</p>;
  const placed = shares.map((share, index) => ({
    x: 4 + ((plot - 8) * index) / (shares.length - 1),
    y: 6 + (height - 12) * (1 - share),
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
      <path d={`M0 6H${plot}M0 ${height - 6}H${plot}`} class="share-edges" />
      <text x={width} y={10}>
        {inspectorCopy.all}
      </text>
      <text x={width} y={height - 2}>
        {inspectorCopy.none}
      </text>
      <polyline points={placed.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')} class="share-path" />
      <circle cx={end.x} cy={end.y} r={3.5} class="share-end" />
    </svg>
  );
};
