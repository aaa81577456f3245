import { useEffect } from 'preact/hooks';
import { lookCopy } from '../copy/look.ts';
import { classNames, guessOf, inspected, shown, testClasses, unfilterByKey } from '../state/look.ts';
import { arrivals, pictureOf, wantPictures } from '../state/pictures.ts';
import { Tile } from './Tile.tsx';
import { useArrows } from './useArrows.ts';

/** How many stand in the first row. */
const columnsOf = (tiles: readonly HTMLElement[]): number => {
  const below = tiles.findIndex((tile) => tile.offsetTop !== tiles[0]!.offsetTop);
  return below === -1 ? tiles.length : below;
};

/** The grid that everybody looks at: one tab stop, arrows inside, Enter opens. */
export const Tiles = () => {
  const { at, setAt, onKeyDown } = useArrows(columnsOf);
  const ids = shown.value;
  const stop = Math.min(at, ids.length - 1);
  // Read here, so that pictures that come are drawn.
  arrivals.value;
  useEffect(() => void wantPictures(ids), [ids, arrivals.value]);

  const onClick = (event: MouseEvent): void => {
    const tile = (event.target as HTMLElement).closest<HTMLElement>('.tile');
    if (tile === null) return;
    const id = Number(tile.getAttribute('data-id'));
    setAt(ids.indexOf(id));
    inspected.value = id;
  };

  return (
    <>
      <p id="tiles-hint" class="hidden-visually">
        {lookCopy.gridHint}
      </p>
      <ul
        class="tiles"
        aria-label={lookCopy.grid}
        aria-describedby="tiles-hint"
        onKeyDown={(event) => {
          onKeyDown(event);
          unfilterByKey(event);
        }}
        onClick={onClick}
        onFocusIn={({ target }) => {
          const id = (target as HTMLElement).getAttribute('data-id');
          if (id !== null) setAt(ids.indexOf(Number(id)));
        }}
      >
        {ids.map((id, place) => {
          const guess = guessOf(id);
          const actual = testClasses.value[id];
          return (
            // A place stays, whichever picture stands there.
            <li key={place}>
              <Tile
                id={id}
                pixels={pictureOf(id)}
                actual={actual === undefined ? undefined : classNames.value[actual]}
                predicted={guess === undefined ? undefined : classNames.value[guess.guess]}
                sure={guess?.sure ?? 0}
                isStop={place === stop}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
};
