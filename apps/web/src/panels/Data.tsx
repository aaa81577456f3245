import { type DataName, dataNames } from '@kindling/app-common';
import { useEffect, useRef } from 'preact/hooks';
import * as copy from '../copy/data.ts';
import { asked, chooseData, cifar10Pictures, isHere, pictureChoices, useData } from '../state/chooseData.ts';
import { beginControls } from '../state/controls.ts';
import { dataNote, importing } from '../state/dataset.ts';
import { closeDoor, type Door, door, doorButton, doorId } from '../state/door.ts';
import { edit } from '../state/editor.ts';
import { isOver } from '../state/files.ts';
import { names } from '../state/names.ts';
import { plan } from '../state/plan.ts';
import { isRunning, step } from '../state/run.ts';
import { Cifar10 } from './data/Cifar10.tsx';
import { ClassPictures } from './data/ClassPictures.tsx';
import { Confirm } from './data/Confirm.tsx';
import { Kept } from './data/Kept.tsx';
import { Lesson } from './data/Lesson.tsx';
import { Own } from './data/Own.tsx';
import { Words } from './Words.tsx';
import '../styles/data.css';

const Source = () => (
  <select
    class="value"
    aria-label={copy.source}
    value={plan.value.data}
    disabled={isRunning.value || importing.value !== undefined}
    onChange={({ currentTarget }) => {
      chooseData(currentTarget.value as DataName);
      currentTarget.value = plan.value.data;
    }}
  >
    {dataNames.map((name) => (
      <option key={name} value={name}>
        {copy.sourceNames[name]}
      </option>
    ))}
  </select>
);

const Used = () => {
  const { data, pictures } = plan.value;
  return (
    <label class="setting">
      <span>{copy.used}</span>
      <select
        class="value num"
        value={pictures}
        disabled={isRunning.value}
        onChange={({ currentTarget }) => edit((draft) => ({ ...draft, pictures: Number(currentTarget.value) }))}
      >
        {pictureChoices(data, cifar10Pictures, pictures).map((count) => (
          <option key={count} value={count}>
            {copy.choice(count, data === 'cifar10' && count === cifar10Pictures)}
          </option>
        ))}
      </select>
    </label>
  );
};

/** In view, and with the focus: whatever has brought it, an answer is waited for. */
const Ask = () => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current!.focus({ preventScroll: true });
    box.current!.scrollIntoView({ block: 'center' });
  }, []);
  const answer = (name: DataName | undefined): void => {
    box.current!.closest('section')!.querySelector('select')!.focus({ preventScroll: true });
    asked.value = undefined;
    if (name !== undefined) useData(name);
  };
  return (
    <div class="ask" role="alert" tabIndex={-1} ref={box}>
      <Confirm
        question={copy.ends(step.value)}
        yes={copy.endIt}
        no={copy.keepIt}
        onYes={() => answer(asked.value)}
        onNo={() => answer(undefined)}
      />
    </div>
  );
};

const DoorButton = ({ name, label }: { readonly name: 'cifar10' | 'own'; readonly label: string }) => (
  <button
    type="button"
    class="button"
    id={doorButton({ name })}
    aria-expanded={door.value?.name === name}
    aria-controls={door.value?.name === name ? doorId : undefined}
    onClick={() => {
      door.value = door.value?.name === name ? undefined : { name };
    }}
  >
    {label}
  </button>
);

const OpenDoor = ({ open }: { readonly open: Door }) => {
  if (open.name === 'cifar10') return <Cifar10 />;
  return open.name === 'own' ? <Own /> : <Lesson ofClass={open.ofClass} />;
};

const closeByKey = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || door.value === undefined) return;
  event.preventDefault();
  closeDoor();
};

export const Data = () => {
  useEffect(beginControls, []);
  const { pictures, test } = plan.value;
  const lesson = door.value?.name === 'lesson' ? door.value : undefined;
  // What is on its way is shown, whoever has opened it.
  const below =
    importing.value !== undefined ? ({ name: 'cifar10' } as const) : lesson === undefined ? door.value : undefined;
  return (
    <section class="panel data" aria-labelledby="data-title" onKeyDown={closeByKey}>
      <div class="panel-head">
        <h2 id="data-title">{copy.title}</h2>
        <Source />
      </div>
      <p class="hint">{copy.hint}</p>
      {asked.value !== undefined && <Ask />}
      <ClassPictures />
      {lesson !== undefined && <OpenDoor open={lesson} />}
      <p class="counts num">{copy.counts(pictures, test)}</p>
      <p class="small num">{isRunning.value ? copy.fixed : copy.forTest(Math.max(10, names.value.length))}</p>
      {dataNote.value !== undefined && (
        <p class="small">
          <Words of={dataNote.value} />
        </p>
      )}
      <Used />
      <div class="row doors">
        <DoorButton name="cifar10" label={isHere() ? copy.sourceNames.cifar10 : copy.useCifar10} />
        <DoorButton name="own" label={copy.useOwn} />
      </div>
      {below !== undefined && <OpenDoor open={below} />}
      <Kept />
      {isOver.value && (
        <div class="drop-over" aria-hidden="true">
          <p>
            <strong>{copy.drop.here}</strong>
            <br />
            {copy.drop.kinds}
          </p>
        </div>
      )}
    </section>
  );
};
