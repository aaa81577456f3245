import { count, timeLeft, wholePercent } from '../copy/numbers.ts';
import * as copy from '../copy/runBar.ts';
import * as actions from '../state/actions.ts';
import * as run from '../state/run.ts';
import { isPhone } from '../state/screen.ts';
import { isCovered, toggle } from '../state/sheets.ts';
import { epochs, faster, hasFailedToLearn, moreEpochs, place, progress, timesNow, told } from '../state/told.ts';
import { Notes } from './runBar/Notes.tsx';
import { StateSign } from './runBar/StateSign.tsx';
import { useKeptFocus } from './runBar/useKeptFocus.ts';
import '../styles/runBar.css';

/** Where the run stands, in words. Not a live region: `Said` tells what matters. */
const State = () => {
  const isRunning = run.phase.value === 'running';
  return (
    <div class="bar-state" tabIndex={-1}>
      <StateSign phase={hasFailedToLearn.value ? 'failed' : run.phase.value} />
      <p>
        <strong>{told.value.word}</strong> {told.value.rest}
        {isRunning && (
          <>
            <span class="num bar-epoch">
              epoch {count(place.value.epoch + 1)}/{count(epochs.value)}
            </span>{' '}
            <span class="num bar-step">
              step {count(place.value.batch)}/{count(run.stepsPerEpoch.value)}
            </span>
          </>
        )}
      </p>
    </div>
  );
};

const Time = () => (
  <p class="bar-time num">
    {run.step.value > 0 && run.phase.value !== 'done' && <span>{wholePercent(progress.value)}</span>}
    {(run.secondsLeft.value !== undefined || (run.step.value > 0 && !isPhone.value)) && (
      // Its room is kept, so that the share before it stays where it is.
      <span class="bar-left">{run.secondsLeft.value !== undefined && timeLeft(run.secondsLeft.value)}</span>
    )}
  </p>
);

const Buttons = () => {
  const phase = run.phase.value;
  const { buttons } = copy;
  const main = {
    // What is pressed before the trainer is ready is done as soon as it is.
    starting: buttons.train,
    ready: buttons.train,
    running: buttons.pause,
    recovering: buttons.pause,
    paused: buttons.resume,
    stopped: buttons.resume,
  };
  const label = run.isWaiting.value ? undefined : (main[phase as keyof typeof main] ?? buttons.again);
  return (
    <div class="bar-buttons">
      {label !== undefined && (
        <button type="button" class="button primary bar-main" onClick={actions.trainOrPause}>
          {label}
        </button>
      )}
      {run.isLive.value && (
        <button type="button" class="button" onClick={actions.stop}>
          {buttons.stop}
        </button>
      )}
      {phase === 'done' && moreEpochs.value > 0 && (
        <button type="button" class="button quiet" onClick={() => actions.more(moreEpochs.value)}>
          {buttons.more(moreEpochs.value)}
        </button>
      )}
      {phase === 'stopped' && (
        <button type="button" class="button" onClick={actions.train}>
          {buttons.again}
        </button>
      )}
    </div>
  );
};

/** What stands beside the buttons; a run that has all epochs already can't go on. */
const restingNow = (): string | undefined =>
  run.phase.value === 'done' && moreEpochs.value === 0 ? undefined : copy.resting[run.phase.value];

const Device = () => {
  const device = run.device.value;
  if (device === undefined) return <p class="bar-device" />;
  const timings = copy.timingsLine(timesNow.value, device);
  // A phone has one line for what the buttons do and for the device.
  const resting = restingNow();
  if (isPhone.value && resting !== undefined) return <p class="bar-device">{resting}</p>;
  return (
    <p class="bar-device">
      {timings === undefined ? (
        <>
          <span class="bar-label">{isPhone.value ? copy.shortLabel(device.label) : device.label}</span>{' '}
          <span class="bar-why">{device.why}</span>
        </>
      ) : (
        <span class="num">{timings}</span>
      )}
      {faster.value !== undefined && (
        <button type="button" class="button quiet bar-faster" onClick={() => actions.trainOn(faster.value!)}>
          {copy.beginAgainOn(faster.value)}
        </button>
      )}
    </p>
  );
};

/** While a run is at work: of one that rests it would be no truth. There stands what the buttons do. */
const Speed = () => (
  <p class="bar-speed num">
    {!isPhone.value && restingNow()}
    {run.isRunning.value && run.stepsPerSecond.value !== undefined && (
      <span>{copy.stepsPerSecond(run.stepsPerSecond.value)}</span>
    )}
    {run.isRunning.value && run.hostTimePerStep.value !== undefined && (
      <span title={copy.hostTimeMeans} class="bar-host">
        {copy.hostTime(run.hostTimePerStep.value)}
      </span>
    )}
  </p>
);

export const RunBar = () => (
  <section class="runbar" id="run" ref={useKeptFocus()} aria-label={copy.name} inert={isCovered.value}>
    <div class="bar">
      <div class="bar-inner">
        <State />
        <Time />
        <Buttons />
        <Device />
        <Speed />
        <div class="bar-change">
          <button type="button" class="button quiet" onClick={() => toggle('device')}>
            {copy.buttons.changeDevice}
          </button>
        </div>
      </div>
      <progress class="bar-progress" aria-label={copy.progress} max={100} value={Math.round(progress.value * 100)} />
    </div>
    <Notes />
  </section>
);
