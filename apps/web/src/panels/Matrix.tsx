import { useState } from 'preact/hooks';
import { matrixCopy, shortName } from '../copy/matrix.ts';
import { precisionOf, recallOf, stepOf } from '../state/confusion.ts';
import { download } from '../state/download.ts';
import { focusSoon } from '../state/focus.ts';
import {
  backId,
  cellId,
  classNames,
  counts,
  filter,
  guessedStep,
  lookTitle,
  showCell,
  unfilterByKey,
} from '../state/look.ts';
import { rows } from '../state/run.ts';
import { wordsOf } from '../state/words.ts';
import '../styles/matrix.css';
import type { Counts } from '../worker/protocol.ts';
import { useArrows } from './useArrows.ts';

const classes = 10;
const nobody: Counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));

const Name = ({ name }: { readonly name: string }) => (
  <span aria-hidden="true">
    <span class="name-long">{name}</span>
    <span class="name-short">{shortName(name)}</span>
  </span>
);

/** View and focus go together: to the pictures that are shown now, and to the button that leads back here. */
const goToPictures = (): void => {
  document.getElementById(lookTitle)?.scrollIntoView({ block: 'nearest' });
  focusSoon(backId, { preventScroll: true });
};

const Cells = () => {
  const told = counts.value ?? nobody;
  const names = classNames.value;
  const { at, setAt, onKeyDown } = useArrows(() => told.length);
  return (
    <tbody
      onKeyDown={(event) => {
        onKeyDown(event);
        unfilterByKey(event);
      }}
    >
      {told.map((row, actual) => {
        const name = names[actual] ?? '';
        return (
          <tr key={actual}>
            <th scope="row" aria-label={name}>
              <Name name={name} />
            </th>
            {row.map((count, predicted) => {
              if (counts.value === undefined) return <td key={predicted} />;
              const place = actual * row.length + predicted;
              const isShown = filter.value?.actual === actual && filter.value.predicted === predicted;
              return (
                <td key={predicted}>
                  <button
                    type="button"
                    id={cellId(actual, predicted)}
                    class={`num step-${stepOf(count, row)}${actual === predicted ? ' diagonal' : ''}`}
                    tabIndex={place === at ? 0 : -1}
                    aria-pressed={isShown}
                    aria-label={matrixCopy.cell(name, names[predicted] ?? '', count)}
                    onClick={() => {
                      setAt(place);
                      showCell(actual, predicted);
                      if (filter.value !== undefined) goToPictures();
                    }}
                  >
                    {count === 0 ? '' : count}
                  </button>
                </td>
              );
            })}
            <td class="num small recall">{counts.value && matrixCopy.share(recallOf(told, actual))}</td>
          </tr>
        );
      })}
    </tbody>
  );
};

const Table = () => {
  const told = counts.value ?? nobody;
  return (
    <table class={counts.value === undefined ? 'matrix waiting' : 'matrix'}>
      <caption class="hidden-visually">
        {counts.value === undefined
          ? matrixCopy.captionBefore
          : matrixCopy.caption(rows.value.length, guessedStep.value)}
      </caption>
      <thead>
        <tr>
          <th scope="col" class="corner" aria-label={matrixCopy.cornerName}>
            <span aria-hidden="true">{matrixCopy.corner}</span>
          </th>
          {told.map((_, predicted) => {
            const name = classNames.value[predicted] ?? '';
            return (
              <th key={predicted} scope="col" aria-label={name}>
                <Name name={name} />
              </th>
            );
          })}
          <th scope="col" class="recall" aria-label={matrixCopy.recallName} title={matrixCopy.recallName}>
            {matrixCopy.recall}
          </th>
        </tr>
      </thead>
      <Cells />
      <tfoot>
        <tr>
          <th scope="row" aria-label={matrixCopy.precisionName} title={matrixCopy.precisionName}>
            {matrixCopy.precision}
          </th>
          {told.map((_, predicted) => (
            <td key={predicted} class="num small">
              {counts.value && matrixCopy.share(precisionOf(told, predicted))}
            </td>
          ))}
          <td class="recall" />
        </tr>
      </tfoot>
    </table>
  );
};

export const Matrix = () => {
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const epoch = rows.value.length;
  const save = async (): Promise<void> => {
    try {
      const { confusionMatrixPlot } = await import('@kindling/viz');
      const matrix = { counts: counts.value!, classNames: classNames.value };
      const svg = confusionMatrixPlot(matrix, { title: matrixCopy.plotTitle(epoch, guessedStep.value) });
      download(matrixCopy.file, svg, 'image/svg+xml');
      setRefused(undefined);
    } catch (error) {
      setRefused(wordsOf(error));
    }
  };
  return (
    <section class="panel matrix-panel" aria-labelledby="matrix-title">
      <div class="panel-head">
        <h2 id="matrix-title">{matrixCopy.title}</h2>
        <span class="small num">
          {counts.value === undefined ? matrixCopy.waiting : matrixCopy.when(epoch, guessedStep.value)}
        </span>
      </div>
      <p class="hint">{matrixCopy.hint}</p>
      <Table />
      {counts.value !== undefined && (
        <div class="matrix-foot">
          <p class="small matrix-words">{matrixCopy.words}</p>
          <button type="button" class="button quiet matrix-save" onClick={() => void save()}>
            {matrixCopy.save}
          </button>
        </div>
      )}
      {refused !== undefined && (
        <p class="refused" role="alert">
          {matrixCopy.notSaved(refused)}
        </p>
      )}
    </section>
  );
};
