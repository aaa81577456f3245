import { useSignal } from '@preact/signals';
import { kept as copy, fileTold as toldCopy } from '../../copy/data.ts';
import { door, fileTold } from '../../state/door.ts';
import { forgetNow, sizes } from '../../state/keeping.ts';
import { own } from '../../state/own.ts';
import { sheet } from '../../state/sheets.ts';
import { Words } from '../Words.tsx';
import { Confirm } from './Confirm.tsx';

const id = 'kept';
const deleteId = 'kept-delete';
const focusSoon = (wanted: string): void => {
  setTimeout(() => (document.getElementById(wanted) ?? document.getElementById(id))?.focus());
};

/** What became of a file: in the place of what is kept, so that nothing moves. */
const Told = ({ sentence, isWrong }: NonNullable<typeof fileTold.value>) => (
  <p class={`kept ${isWrong ? 'refused' : 'small'}`} id={id} tabIndex={-1} role={isWrong ? 'alert' : 'status'}>
    <Words of={sentence} />{' '}
    <button
      type="button"
      class="button quiet"
      onClick={() => {
        fileTold.value = undefined;
      }}
    >
      {toldCopy.hide}
    </button>
  </p>
);

/** Whether it is said where the file was asked for: over the page, or in the sheet beside it. */
const isToldElsewhere = (): boolean =>
  sheet.value === 'code' ||
  (door.value?.name === 'own' && (own.value !== undefined || fileTold.value?.isWrong === true));

/** What this site keeps here, and the one button that ends that. */
export const Kept = () => {
  const isAsking = useSignal(false);
  if (fileTold.value !== undefined && !isToldElsewhere()) return <Told {...fileTold.value} />;
  // Its line is kept free until the worker has told.
  if (sizes.value === undefined) return <p class="kept small">{'\u00a0'}</p>;
  const { run, cifar10 } = sizes.value;
  if (run + cifar10 === 0) {
    return (
      <p class="kept small" id={id} tabIndex={-1}>
        {copy.nothing}
      </p>
    );
  }
  const parts = [...(run > 0 ? [copy.run(run)] : []), ...(cifar10 > 0 ? [copy.cifar10(cifar10)] : [])];
  if (!isAsking.value) {
    return (
      <p class="kept small num" id={id} tabIndex={-1}>
        <span>
          <Words of={copy.here(parts)} />
        </span>{' '}
        <button
          type="button"
          class="button quiet"
          id={deleteId}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          {copy.delete}
        </button>
      </p>
    );
  }
  return (
    <section class="kept-ask" aria-label={copy.delete}>
      <Confirm
        question={copy.sure}
        yes={copy.yes}
        no={copy.no}
        takesFocus
        onYes={() => {
          isAsking.value = false;
          void forgetNow('everything').then(() => focusSoon(id));
        }}
        onNo={() => {
          isAsking.value = false;
          focusSoon(deleteId);
        }}
      />
    </section>
  );
};
