import { useSignal } from '@preact/signals';
import { kept as copy } from '../../copy/data.ts';
import { forgetNow, sizes } from '../../state/keeping.ts';
import { Words } from '../Words.tsx';
import { Confirm } from './Confirm.tsx';

/** What this site keeps here, and the one button that ends that. */
export const Kept = () => {
  const isAsking = useSignal(false);
  // Its line is kept free until the worker has told.
  if (sizes.value === undefined) return <p class="kept small">{'\u00a0'}</p>;
  const { run, cifar10 } = sizes.value;
  if (run + cifar10 === 0) return <p class="kept small">{copy.nothing}</p>;
  const parts = [...(run > 0 ? [copy.run(run)] : []), ...(cifar10 > 0 ? [copy.cifar10(cifar10)] : [])];
  if (!isAsking.value) {
    return (
      <p class="kept small num">
        <span>
          <Words of={copy.here(parts)} />
        </span>{' '}
        <button
          type="button"
          class="button quiet"
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
        onYes={() => {
          isAsking.value = false;
          void forgetNow('everything');
        }}
        onNo={() => {
          isAsking.value = false;
        }}
      />
    </section>
  );
};
