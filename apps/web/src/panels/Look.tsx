import { lookCopy } from '../copy/look.ts';
import * as look from '../state/look.ts';
import { type Cell, cellId } from '../state/look.ts';
import { unread, wantPictures } from '../state/pictures.ts';
import { type Order, wrongOf } from '../state/ranking.ts';
import '../styles/look.css';
import { onDemand } from './onDemand.tsx';
import { Tiles } from './Tiles.tsx';

const Inspector = onDemand(() => import('./Inspector.tsx').then((file) => file.Inspector));

/** Right ones of the watched pictures, or wrong ones of all. */
const tally = (): string => {
  const actual = look.testClasses.value;
  if (look.isBrowsing.value) {
    const of = look.found.value;
    return lookCopy.wrong(wrongOf(of, look.guesses.value!, actual), of.length);
  }
  const ids = look.shown.value;
  const guesses = ids.map((id) => look.guessOf(id)?.guess);
  if (guesses.some((guess) => guess === undefined)) return lookCopy.before;
  return lookCopy.right(ids.filter((id, place) => guesses[place] === actual[id]).length, ids.length);
};

/** To the cell whose pictures are shown. */
const goBack = ({ actual, predicted }: Cell): void => {
  const cell = document.getElementById(cellId(actual, predicted));
  cell?.scrollIntoView({ block: 'center' });
  cell?.focus({ preventScroll: true });
};

/** From what says that a cell's pictures are shown, Escape leads to the cell, and shows all again. */
const goBackByKey = (event: KeyboardEvent): void => {
  const cell = look.filter.value;
  if (event.key !== 'Escape' || cell === undefined) return;
  if ((event.target as HTMLElement).closest('.look-filter') === null) return;
  goBack(cell);
  look.unfilterByKey(event);
};

const Chip = () => {
  const cell = look.filter.value;
  if (cell === undefined) return null;
  const [actual, predicted] = [look.classNames.value[cell.actual]!, look.classNames.value[cell.predicted]!];
  return (
    <div class="row look-filter">
      <button
        type="button"
        class="chip cell-chip"
        onClick={({ currentTarget }) => {
          // The chip goes; the choice of a class takes the focus, or the pictures where there is none.
          currentTarget.closest('section')!.querySelector<HTMLElement>('select, .tile')!.focus();
          look.showClass(undefined);
        }}
      >
        {lookCopy.cell(actual, predicted, look.found.value.length)}
        <span aria-hidden="true">✕</span>
        <span class="hidden-visually">. {lookCopy.unfilter}</span>
      </button>
      <button type="button" id={look.backId} class="button quiet" onClick={() => goBack(cell)}>
        {lookCopy.back}
      </button>
    </div>
  );
};

/** Its room is kept while a run goes on, so that nothing moves when it ends. */
const Choices = () => (
  <div class="row look-choices">
    {look.isBrowsing.value && (
      <>
        <select
          class="value"
          aria-label={lookCopy.sort}
          value={look.order.value}
          onChange={(event) => {
            look.order.value = event.currentTarget.value as Order;
          }}
        >
          {lookCopy.orders.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <select
          class="value"
          aria-label={lookCopy.classFilter}
          value={look.filter.value?.actual ?? look.ofClass.value ?? ''}
          onChange={({ currentTarget: { value } }) => look.showClass(value === '' ? undefined : Number(value))}
        >
          <option value="">{lookCopy.allClasses}</option>
          {look.classNames.value.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
      </>
    )}
  </div>
);

const Unread = () =>
  unread.value === undefined ? null : (
    <p class="refused row" role="alert">
      {lookCopy.unread(unread.value)}
      <button type="button" class="button" onClick={() => void wantPictures(look.shown.value)}>
        {lookCopy.again}
      </button>
    </p>
  );

export const Look = () => (
  <section class="panel look" aria-labelledby={look.lookTitle} onKeyDown={goBackByKey}>
    <div class={look.isBrowsing.value ? 'look-head browsing' : 'look-head'}>
      <h2 id={look.lookTitle}>{lookCopy.title}</h2>
      <Choices />
      <p class="look-tally num">{tally()}</p>
      <div class="hint">
        {look.filter.value !== undefined ? (
          <Chip />
        ) : (
          <p>{look.isBrowsing.value ? lookCopy.browsing : lookCopy.watching}</p>
        )}
      </div>
    </div>
    <p class="hidden-visually" role="status">
      {look.isBrowsing.value && look.filter.value !== undefined ? lookCopy.filtered(look.found.value.length) : ''}
    </p>
    <Unread />
    <div class="look-grid">
      <Tiles />
      {look.isBrowsing.value && look.found.value.length === 0 && <p class="small">{lookCopy.none}</p>}
    </div>
    <div class="look-more">
      {look.furtherCount.value > 0 && (
        <button
          type="button"
          class="button"
          onClick={() => {
            look.pages.value += 1;
          }}
        >
          {lookCopy.more(look.furtherCount.value)}
        </button>
      )}
    </div>
    {look.inspected.value !== undefined && <Inspector />}
  </section>
);
