import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { padCopy } from '../../copy/pad.ts';
import { names } from '../../state/names.ts';
import {
  askAgain,
  guess,
  invitation,
  isFillAdvised,
  isFillPossible,
  isRight,
  mode,
  pixels,
  probabilities,
  scene,
  seen,
  unanswered,
} from '../../state/pad.ts';
import { phase, step } from '../../state/run.ts';
import { isPhone } from '../../state/screen.ts';
import { Bars } from '../Bars.tsx';
import { Picture } from '../Picture.tsx';

/** What is read aloud: the guess, when it has rested so long. */
const pause = 1200;
const spoken = signal('');

const Spoken = () => {
  const sentence = guess.value === undefined ? '' : padCopy.spoken(guess.value.name, guess.value.share);
  // While training moves the bars, only another name is news.
  const key = phase.value === 'running' ? guess.value?.name : sentence;
  useEffect(() => {
    const timer = setTimeout(() => {
      spoken.value = sentence;
    }, pause);
    return () => clearTimeout(timer);
  }, [key]);
  return (
    <p class="hidden-visually" role="status">
      {spoken.value}
    </p>
  );
};

const note = (): string => {
  if (pixels.value === undefined) return padCopy.idle;
  if (mode.value === 'draw' && isFillPossible.value) {
    return isFillAdvised.value ? padCopy.unfilled(invitation.value) : padCopy.open;
  }
  if (phase.value === 'running') return padCopy.learning;
  return step.value === 0 ? padCopy.untrained : padCopy.mustChoose;
};

const Verdict = () => {
  const told = guess.value;
  const empty = pixels.value === undefined || phase.value !== 'starting' ? padCopy.nothing : padCopy.starting;
  const colour = isRight.value === undefined ? '' : isRight.value ? ' right' : ' wrong';
  return (
    <div class="pad-verdict">
      <p class="small">{padCopy.says}</p>
      <p class={`pad-guess num${told === undefined ? ' pad-empty' : colour}`}>
        {told === undefined ? empty : padCopy.guess(told.name, told.share)}
        {told !== undefined && isRight.value !== undefined && (
          <span aria-hidden="true">{isRight.value ? ' ✓' : ' ✗'}</span>
        )}
      </p>
      <p class="small">{isRight.value === false ? padCopy.is(scene.value.shape) : note()}</p>
    </div>
  );
};

/** What the network sees, and what it makes of it. */
export const Guess = () => (
  <div class="pad-right">
    <div class="pad-sees">
      <Picture pixels={seen.value} size={isPhone.value ? 96 : 128} />
      <Verdict />
    </div>
    <p class="small pad-caption">{padCopy.sees}</p>
    <Bars names={names.value} shares={probabilities.value} label={padCopy.bars} />
    {unanswered.value !== undefined && (
      <p class="refused row" role="alert">
        {padCopy.unanswered(unanswered.value)}
        <button type="button" class="button" onClick={() => void askAgain()}>
          {padCopy.again}
        </button>
      </p>
    )}
    <Spoken />
  </div>
);
