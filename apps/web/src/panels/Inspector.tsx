import { useEffect, useRef, useState } from 'preact/hooks';
import { inspectorCopy } from '../copy/inspector.ts';
import { percent } from '../copy/numbers.ts';
import { pngOf } from '../draw/png.ts';
import { download } from '../state/download.ts';
import { classNames, guesses, inspected, shown, testClasses } from '../state/look.ts';
import { neuronPixels, wantWholeLayer } from '../state/neurons.ts';
import { arrivals, pictureOf, wantPictures } from '../state/pictures.ts';
import { rankOf } from '../state/ranking.ts';
import { ask } from '../state/trainer.ts';
import { wordsOf } from '../state/words.ts';
import type { Inspected } from '../worker/protocol.ts';
import { Bars } from './Bars.tsx';
import { Dialog } from './Dialog.tsx';
import { Picture } from './Picture.tsx';
import { ShareLine } from './ShareLine.tsx';

const close = (): void => {
  inspected.value = undefined;
};

/** To the picture before or behind this one, as the grid has them; from the last one to the first. */
const goBy = (by: number): void => {
  const ids = shown.value;
  const at = ids.indexOf(inspected.value!);
  inspected.value = ids[(at + by + ids.length) % ids.length];
};

/** What the network says of a picture; asked again after each epoch. */
const useInspected = (id: number) => {
  const [answer, setAnswer] = useState<{ readonly id: number; readonly told: Inspected } | undefined>(undefined);
  const [refused, setRefused] = useState<string | undefined>(undefined);
  useEffect(() => {
    let isLate = false;
    void wantPictures([id]);
    Promise.all([ask('inspect', { id }), wantWholeLayer()]).then(
      ([told]) => {
        if (isLate) return;
        setAnswer({ id, told });
        setRefused(undefined);
      },
      (error: Error) => !isLate && setRefused(error.message),
    );
    return () => {
      isLate = true;
    };
  }, [id, guesses.value]);
  return { told: answer?.id === id ? answer.told : undefined, refused };
};

const Neurons = ({ neurons }: { readonly neurons: Inspected['neurons'] }) => (
  <ul class="inspector-neurons">
    {neurons.map(({ unit, value }) => {
      const label = inspectorCopy.neuron(unit, value);
      return (
        <li key={unit} title={label}>
          <Picture pixels={neuronPixels(unit)} size={64} label={label} />
          <span class="num small" aria-hidden="true">
            {inspectorCopy.excited(value)}
          </span>
        </li>
      );
    })}
  </ul>
);

const Open = ({ id }: { readonly id: number }) => {
  const { told, refused } = useInspected(id);
  const last = useRef(id);
  last.current = id;
  arrivals.value;
  const pixels = pictureOf(id);
  const actual = testClasses.value[id];
  const name = actual === undefined ? '' : (classNames.value[actual] ?? '');
  const [notSaved, setNotSaved] = useState<string | undefined>(undefined);
  const save = (): Promise<void> =>
    pngOf(pixels!, 8).then(
      (png) => {
        download(inspectorCopy.file(id, name), png, png.type);
        setNotSaved(undefined);
      },
      (error) => setNotSaved(wordsOf(error)),
    );
  const foot = (
    <>
      <button type="button" class="button" onClick={() => goBy(-1)}>
        ← {inspectorCopy.before}
      </button>
      <button type="button" class="button" onClick={() => goBy(1)}>
        {inspectorCopy.next} →
      </button>
      <button type="button" class="button" disabled={pixels === undefined} onClick={() => void save()}>
        {inspectorCopy.save}
      </button>
      {notSaved !== undefined && (
        <p class="refused" role="alert">
          {notSaved}
        </p>
      )}
    </>
  );
  return (
    <Dialog
      title={inspectorCopy.title(id)}
      foot={foot}
      onClose={close}
      returnTo={() => document.querySelector<HTMLElement>(`.tile[data-id="${last.current}"]`)}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') goBy(-1);
        if (key === 'ArrowRight') goBy(1);
      }}
    >
      <p class="hint">{inspectorCopy.hint}</p>
      <div class="inspector-parts">
        <Picture pixels={pixels} size={256} label={inspectorCopy.title(id)} />
        <div>
          <p class="inspector-verdict" aria-live="polite">
            {refused !== undefined && <span class="refused">{inspectorCopy.refused(refused)}</span>}
            {refused === undefined && told === undefined && <span class="small">{inspectorCopy.waiting}</span>}
            {refused === undefined &&
              told !== undefined &&
              actual !== undefined &&
              inspectorCopy.verdict(name, rankOf(told.probabilities, actual), told.probabilities[actual]!)}
          </p>
          <Bars
            names={classNames.value}
            shares={told?.probabilities}
            label={inspectorCopy.bars}
            actual={actual === undefined ? undefined : { index: actual, word: inspectorCopy.actual }}
            say={percent}
          />
        </div>
        <div>
          <h3>{inspectorCopy.history(name)}</h3>
          <ShareLine shares={told?.history ?? []} />
        </div>
        <div class="inspector-excited">
          <h3>{inspectorCopy.neurons}</h3>
          <Neurons neurons={told?.neurons ?? []} />
        </div>
      </div>
    </Dialog>
  );
};

export const Inspector = () => (inspected.value === undefined ? null : <Open id={inspected.value} />);
