import * as copy from '../../copy/runBar.ts';
import { take } from '../../state/actions.ts';
import { failure, notice, savedStep } from '../../state/run.ts';
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
            <p>{told.sentence}</p>
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

const Notice = () =>
  notice.value === undefined ? null : (
    <div class="note">
      <p>{notice.value}</p>
      <button
        type="button"
        class="button quiet note-hide"
        aria-label={copy.buttons.dismissNotice}
        onClick={() => {
          notice.value = undefined;
        }}
      >
        ✕
      </button>
    </div>
  );

export const Notes = () => (
  <div class="notes">
    <Failed />
    <Notice />
  </div>
);
