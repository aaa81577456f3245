import { bookSpec } from '@kindling/app-common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Event, Phase } from '../worker/protocol.ts';
import { createSpeaker, pauseBetween, sentenceOf } from './announce.ts';

describe('a speaker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('says at once what answers a key or a button, and lets go of progress that waits', () => {
    const said: string[] = [];
    const speak = createSpeaker((sentence) => said.push(sentence));
    speak('one', true);
    speak('two', true);
    speak('paused', false);
    speak('goes on', false);
    expect(said).toEqual(['one', 'paused', 'goes on']);
    vi.advanceTimersByTime(2 * pauseBetween);
    expect(said).toEqual(['one', 'paused', 'goes on']);
  });

  it('lets progress through at once, and then the newest of what came too soon', () => {
    const said: string[] = [];
    const speak = createSpeaker((sentence) => said.push(sentence));
    speak('one', true);
    speak('two', true);
    speak('three', true);
    expect(said).toEqual(['one']);
    vi.advanceTimersByTime(pauseBetween);
    expect(said).toEqual(['one', 'three']);
    vi.advanceTimersByTime(pauseBetween);
    expect(said).toEqual(['one', 'three']);
    speak('four', true);
    expect(said).toEqual(['one', 'three', 'four']);
  });
});

describe('what is announced', () => {
  const known = { device: 'WebGPU', epochs: 10, test: 1000 };
  const state = (phase: Phase): Event => ({
    type: 'state',
    phase,
    spec: bookSpec,
    step: 1570,
    stepsPerEpoch: 157,
    result: phase === 'done' ? { loss: 0.246, accuracy: 0.913, seconds: 4.1 } : undefined,
  });

  it.each<[Phase, Phase, string | undefined]>([
    ['ready', 'running', 'Training started on WebGPU'],
    ['running', 'paused', 'Training paused'],
    ['paused', 'running', 'Training goes on'],
    ['running', 'stopped', 'Training stopped'],
    ['running', 'done', 'Done: 91 percent of 1,000 test pictures right'],
    ['starting', 'done', undefined],
    ['starting', 'paused', undefined],
    ['running', 'running', undefined],
  ])('from %s to %s', (before, after, sentence) => expect(sentenceOf(state(after), before, known)).toBe(sentence));

  it('tells an epoch in whole percents', () => {
    const row = { epoch: 3, loss: 0.7, accuracy: 0.761, validation: { loss: 0.6, accuracy: 0.799 } };
    const guesses = { classes: new Uint8Array(), sure: new Uint8Array() };
    expect(sentenceOf({ type: 'epoch', row, counts: [], guesses }, 'running', known)).toBe(
      'Epoch 4 of 10: accuracy 76 percent, validation 80',
    );
  });
});
