import { type OptimizerChoice, optimizerNames } from '@kindling/app-common';
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as copy from '../copy/train.ts';
import { train } from '../state/actions.ts';
import { beginControls } from '../state/controls.ts';
import { otherTraining } from '../state/differs.ts';
import type { NumberField as Field } from '../state/draft.ts';
import { draft, edit } from '../state/editor.ts';
import { stepsOf } from '../state/pace.ts';
import { plan, refused, shownRefused } from '../state/plan.ts';
import { isLive, phase, runSpec } from '../state/run.ts';
import { isRunOf, rateNow } from '../state/same.ts';
import { takes } from '../state/taking.ts';
import { order } from '../state/trainer.ts';
import { NumberField, Refused } from './NumberField.tsx';
import { RateSlider } from './train/RateSlider.tsx';
import '../styles/train.css';

const isRefused = computed(() => Object.keys(shownRefused.value).length > 0);

/** Takes a new rate to the run at work. */
const orderRate = (): void => {
  const run = runSpec.value;
  const { learningRate } = plan.value;
  if (!isLive.value || refused.value.learningRate !== undefined) return;
  if (run !== undefined && rateNow(run) !== learningRate) order({ type: 'rate', learningRate });
};

/** What a setting is called, and what that means. */
const Label = ({ text, hint }: { readonly text: string; readonly hint?: string | undefined }) => (
  <span>
    <span aria-hidden="true">{text}</span>
    {hint !== undefined && <span class="small setting-hint">{hint}</span>}
  </span>
);

interface SettingProps {
  readonly field: Exclude<Field, 'learningRate'>;
  readonly label: string;
  readonly hint?: string;
}

const Setting = ({ field, label, hint }: SettingProps) => (
  <>
    <div class="setting">
      <Label text={label} hint={hint} />
      <NumberField
        field={field}
        value={draft.value[field]}
        label={label}
        onInput={(typed) => edit((now) => ({ ...now, [field]: typed }))}
      />
    </div>
    <Refused field={field} />
  </>
);

const Rate = () => (
  <>
    <div class="setting">
      <Label text={copy.rate} hint={copy.rateHint(plan.value.learningRate)} />
      <NumberField
        field="learningRate"
        value={draft.value.learningRate}
        label={copy.rate}
        isDecimal
        onInput={(learningRate) => edit((now) => ({ ...now, learningRate }))}
        onChange={orderRate}
      />
    </div>
    <RateSlider
      rate={plan.value.learningRate}
      onInput={(learningRate) => edit((now) => ({ ...now, learningRate }))}
      onChange={orderRate}
    />
    <Refused field="learningRate" />
  </>
);

const Optimizer = () => (
  <div class="setting">
    <Label text={copy.optimizer} hint={copy.optimizerHints[draft.value.optimizer]} />
    <select
      class="value"
      aria-label={copy.optimizer}
      value={draft.value.optimizer}
      onChange={({ currentTarget }) => edit((now) => ({ ...now, optimizer: currentTarget.value as OptimizerChoice }))}
    >
      {optimizerNames.map((name) => (
        <option key={name} value={name}>
          {copy.optimizerNames[name]}
        </option>
      ))}
    </select>
  </div>
);

/** What the line above the button says. */
const note = (): string => {
  if (isRefused.value) return copy.note.refused;
  if (isLive.value) return copy.note.live;
  return phase.value === 'starting' ? copy.note.starting : copy.note.rests;
};

/** The button has nothing to restart then; the focus goes to the one that pauses. */
const restart = (): void => {
  train();
  document.querySelector<HTMLElement>('.bar-main')?.focus({ preventScroll: true });
};

const Begin = () => {
  const run = runSpec.value;
  const canRestart = run === undefined || !isRunOf(run, plan.value) || run.rates.length > 0;
  return (
    <div class="begin">
      <p class="small">{note()}</p>
      {isLive.value ? (
        <button type="button" class="button" disabled={!canRestart && !isRefused.value} onClick={restart}>
          {copy.restart}
        </button>
      ) : (
        <button type="button" class="button primary num" disabled={phase.value === 'starting'} onClick={train}>
          {copy.train(plan.value.epochs, takes.value, run !== undefined)}
        </button>
      )}
    </div>
  );
};

export const Train = () => {
  useEffect(beginControls, []);
  return (
    <section class="panel train" aria-labelledby="train-title">
      <div class="panel-head">
        <h2 id="train-title">{copy.title}</h2>
      </div>
      {otherTraining.value !== undefined && <p class="small num other">{copy.other(otherTraining.value)}</p>}
      <p class="hint num">{copy.hint(plan.value.batch, stepsOf(plan.value))}</p>
      <div class="settings">
        <Optimizer />
        <Rate />
        <Setting field="batch" label={copy.batch} />
        <Setting field="epochs" label={copy.epochs} />
        <Setting field="seed" label={copy.seed} hint={copy.seedHint} />
      </div>
      <Begin />
    </section>
  );
};
