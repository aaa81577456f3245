import { useState } from 'preact/hooks';
import * as copy from '../copy/charts.ts';
import { endEpoch, type Measure, pointed } from '../state/curves.ts';
import { plan } from '../state/plan.ts';
import { earlier, runSpec, stepsPerEpoch } from '../state/run.ts';
import { isPhone } from '../state/screen.ts';
import { EpochTable } from './charts/EpochTable.tsx';
import { Figure } from './charts/Figure.tsx';
import '../styles/charts.css';

const measures: readonly Measure[] = ['loss', 'accuracy'];

/** The run before this one, by what it had that this one has not. */
const Earlier = () => {
  const before = earlier.value;
  if (before === undefined) return null;
  const name = copy.changeName(before.spec, runSpec.value ?? plan.value);
  return (
    <span class="earlier num">
      <svg width="26" height="8" viewBox="0 0 26 8" aria-hidden="true">
        <path d="M0 4h26" stroke="currentColor" />
      </svg>
      {copy.earlierLegend(name, before.accuracy, before.seconds)}
    </span>
  );
};

const Place = () => (
  <span class="num small charts-place">
    {pointed.value !== undefined && copy.place(pointed.value, stepsPerEpoch.value)}
  </span>
);

const Why = () => (
  <details class="why">
    <summary>{copy.why.question}</summary>
    {copy.why.answer.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
  </details>
);

export const Charts = () => {
  const [hasTable, setHasTable] = useState(false);
  const [one, setOne] = useState<Measure>('accuracy');
  const shown = isPhone.value ? [one] : measures;
  return (
    <section class="panel charts" aria-labelledby="charts-heading">
      <div class="panel-head">
        <h2 id="charts-heading">{copy.heading}</h2>
        {isPhone.value && (
          <fieldset class="switch" aria-label={copy.switchTo}>
            {measures.toReversed().map((measure) => (
              <button key={measure} type="button" aria-pressed={one === measure} onClick={() => setOne(measure)}>
                {copy.names[measure]}
              </button>
            ))}
          </fieldset>
        )}
        <p class="charts-hint">{copy.hint(endEpoch.value?.epoch)}</p>
      </div>
      <div class="figures">
        {shown.map((measure) => (
          <Figure key={measure} of={measure} />
        ))}
      </div>
      <div class="charts-foot">
        <Why />
        <Earlier />
        <Place />
        <button
          type="button"
          class="button quiet"
          aria-expanded={hasTable}
          aria-controls="epochs"
          onClick={() => setHasTable(!hasTable)}
        >
          {hasTable ? copy.table.hide : copy.table.show}
        </button>
      </div>
      <EpochTable isShown={hasTable} />
    </section>
  );
};
