import * as copy from '../../copy/code.ts';
import { logLine } from '../../state/history.ts';
import { plan } from '../../state/plan.ts';
import { rows, runSpec } from '../../state/run.ts';
import { Scrolled } from './Scrolled.tsx';

/** What Keras prints of each epoch. */
export const Log = () => {
  const { epochs } = runSpec.value ?? plan.value;
  if (rows.value.length === 0) return <p class="small">{copy.noLog}</p>;
  return (
    <Scrolled label={copy.log} kind="log">
      {rows.value.map((row) => logLine(row, epochs)).join('\n')}
    </Scrolled>
  );
};
