import { effect, signal } from '@preact/signals';
import { said } from '../copy/announce.ts';
import { deviceNames } from '../copy/deviceNames.ts';
import type { Sentence } from '../copy/runBar.ts';
import type { Event, Phase } from '../worker/protocol.ts';
import { testCount } from './look.ts';
import * as run from './run.ts';
import { isCovered } from './sheets.ts';
import { epochs, told } from './told.ts';
import { onEvent } from './trainer.ts';

/** What is read aloud now. */
export const announced = signal('');

/** At most one in so long: who listens is not talked over. */
export const pauseBetween = 5000;

/** Says at once what answers somebody; of progress that comes too soon the newest, when its time has come. */
export const createSpeaker = (say: (sentence: string) => void, now: () => number = Date.now) => {
  let last = Number.NEGATIVE_INFINITY;
  let waiting: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (sentence: string): void => {
    last = now();
    waiting = undefined;
    say(sentence);
  };
  return (sentence: string, isProgress: boolean): void => {
    const left = last + pauseBetween - now();
    if (!isProgress || left <= 0) {
      speak(sentence);
      return;
    }
    waiting = sentence;
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting !== undefined) speak(waiting);
    }, left);
  };
};

export interface Known {
  readonly device: string;
  readonly epochs: number;
  readonly test: number;
}

const sentenceText = ({ word, rest }: Sentence): string => `${word} ${rest}`;

/** What an event is worth being told in; most are worth nothing. */
export const sentenceOf = (event: Event, before: Phase, known: Known): string | undefined => {
  if (event.type === 'epoch') {
    const { epoch, accuracy, validation } = event.row;
    return said.epoch(epoch + 1, known.epochs, accuracy, validation.accuracy);
  }
  if (event.type === 'recovered') return event.sentence;
  if (event.type !== 'state' || event.phase === before) return;
  if (event.phase === 'running')
    return before === 'paused' || before === 'stopped' ? said.resumed : said.started(known.device);
  if (event.phase === 'paused') return before === 'running' ? said.paused : undefined;
  if (event.phase === 'stopped') return said.stopped;
  if (event.phase === 'done' && event.result !== undefined && before !== 'starting') {
    return said.done(event.result.accuracy, known.test);
  }
  return;
};

export const announce = (): void => {
  const speak = createSpeaker((sentence) => {
    announced.value = sentence;
  });
  let before: Phase = 'starting';
  onEvent((event) => {
    const name = run.device.value?.name;
    const sentence = sentenceOf(event, before, {
      device: name === undefined ? 'this device' : deviceNames[name],
      epochs: epochs.value,
      test: testCount.value,
    });
    if (event.type === 'state') before = event.phase;
    if (sentence !== undefined) speak(sentence, event.type === 'epoch');
  });
  effect(() => {
    if (run.notice.value !== undefined) speak(run.notice.value, false);
  });
  effect(() => {
    if (run.notSaved.value !== undefined) speak(run.notSaved.value, false);
  });
  effect(() => {
    if (run.isWaiting.value) speak(sentenceText(told.peek()), false);
  });
  // Its own alert lies under the sheet then.
  effect(() => {
    if (isCovered.value && run.failure.value !== undefined) speak(run.failure.value.sentence, false);
  });
};
