import * as copy from '../../copy/code.ts';
import { otherModel } from '../../state/differs.ts';
import { described } from '../../state/plan.ts';
import { Scrolled } from './Scrolled.tsx';

/** What the library's `summary()` gives of the planned model. */
export const Summary = () =>
  described.value === undefined ? (
    <p class="small">{copy.noSummary}</p>
  ) : (
    <>
      {otherModel.value !== undefined && <p class="small">{copy.summaryOfNext}</p>}
      <Scrolled label={copy.summary} kind="summary">
        {described.value.summary}
      </Scrolled>
      <p class="small summary-scrolls">{copy.summaryScrolls}</p>
    </>
  );
