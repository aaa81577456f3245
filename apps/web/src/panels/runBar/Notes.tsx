import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import * as copy from '../../copy/runBar.ts';
import { take } from '../../state/actions.ts';
import { failure, notice, notSaved, savedStep } from '../../state/run.ts';
import { Words } from '../Words.tsx';
import { StateSign } from './StateSign.tsx';

/** What failed, with what can be done; its room below the bar is kept free, so a short one moves nothing. */
const Failed = () => {
  const told = failure.value;
  return (
    <div role="alert">
      {told !== undefined && (
        <div class="note failed">
          <div class="note-what">
            <StateSign phase="failed" />
            <p>
              <Words of={told.sentence} />
            </p>
          </div>
          {told.offers.map((offer) => {
            const label = copy.offerLabel(offer, told.kind, savedStep.value);
            return (
              <button key={label} type="button" class="button" onClick={() => take(offer, told)}>
                {label}
              </button>
            );
          })}
          {told.details !== undefined && (
            <details class="small">
              <summary>{copy.details}</summary>
              <p class="mono">{told.details}</p>
            </details>
          )}
        </div>
      )}
    </div>
  );
};

const Notice = ({ of, isBad = false }: { readonly of: Signal<string | undefined>; readonly isBad?: boolean }) =>
  of.value === undefined ? null : (
    <div class="note told">
      <div class="note-what">
        {isBad && <StateSign phase="failed" />}
        <p>{of.value}</p>
      </div>
      <button
        type="button"
        class="button quiet note-hide"
        aria-label={copy.buttons.dismissNotice}
        onClick={() => {
          of.value = undefined;
        }}
      >
        ✕
      </button>
    </div>
  );

/** What is scrolled to keeps clear of it. */
const useHeightTold = () => {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const list = root.current!;
    const tell = (): void => {
      const isEmpty = list.querySelector('.note') === null;
      document.documentElement.style.setProperty('--notes', `${isEmpty ? 0 : list.offsetHeight}px`);
    };
    const [sizes, changes] = [new ResizeObserver(tell), new MutationObserver(tell)];
    sizes.observe(list);
    changes.observe(list, { childList: true, subtree: true });
    return () => {
      sizes.disconnect();
      changes.disconnect();
    };
  }, []);
  return root;
};

export const Notes = () => (
  <div class="notes" ref={useHeightTold()}>
    <Failed />
    <Notice of={notice} />
    <Notice of={notSaved} isBad />
  </div>
);
