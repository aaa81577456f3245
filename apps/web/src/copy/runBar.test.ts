import { bookSpec } from '@kindling/app-common';
import { describe, expect, it } from 'vitest';
import type { DeviceTold, FailureKind, Offer, Phase } from '../worker/protocol.ts';
import { buttons, offerLabel, resting, sentence, type Told, timingsLine } from './runBar.ts';

const device: DeviceTold = {
  name: 'wasm',
  label: 'WebAssembly, 2 threads',
  why: 'This browser has no WebGPU for this machine.',
  choices: ['wasm', 'cpu'],
  gpuToTime: false,
};
const told: Told = {
  phase: 'ready',
  isWaiting: false,
  isStuck: false,
  device,
  epochs: 10,
  epoch: 3,
  batchOfEpoch: 97,
  step: 568,
  saved: true,
  takes: 4.1,
  testCount: 1000,
  result: { loss: 0.2463, accuracy: 0.913, seconds: 4.12 },
};

const said = (more: Partial<Told>): string => {
  const { word, rest } = sentence({ ...told, ...more });
  return `${word} ${rest}`.trim();
};

describe('the sentence of the run bar', () => {
  it.each<[Phase, string]>([
    ['starting', 'Starting WebAssembly…'],
    ['ready', 'Ready. 10 epochs take about 4.1 s here.'],
    ['running', 'Running'],
    ['paused', 'Paused at epoch 4, step 97. Saved.'],
    ['recovering', 'Recovering. The device was lost; going back to what was saved.'],
    ['done', 'Done in 4.1 s: 91.3 % of 1,000 new pictures right, loss 0.246.'],
    ['stopped', 'Stopped at step 568.'],
    ['failed', 'Failed at step 568.'],
  ])('of %s', (phase, text) => expect(said({ phase })).toBe(text));

  it('says that it waits for another tab, and that a network only guesses', () => {
    expect(said({ phase: 'starting', isWaiting: true })).toBe(
      'Waiting: training runs in another tab. It starts here when that tab is closed.',
    );
    expect(said({ phase: 'done', isStuck: true })).toBe(
      'Done in 4.1 s, but it only guesses: 91.3 % of 1,000 new pictures right, loss 0.246.',
    );
  });

  it('promises only what is known', () => {
    expect(said({ phase: 'starting', device: undefined })).toBe('Starting on your machine…');
    expect(said({ takes: undefined })).toBe('Ready to train for 10 epochs.');
    expect(said({ takes: 1, epochs: 1 })).toBe('Ready. 1 epoch takes about 1.0 s here.');
    expect(said({ phase: 'paused', saved: false })).toBe('Paused at epoch 4, step 97.');
    expect(said({ phase: 'done', result: undefined })).toBe('Done.');
    expect(said({ phase: 'failed', step: 0 })).toBe('Failed before the first step.');
  });
});

describe('the buttons', () => {
  it('say what becomes of the run', () => {
    expect([buttons.train, buttons.pause, buttons.resume, buttons.stop]).toEqual(['Train', 'Pause', 'Resume', 'Stop']);
    expect(buttons.again).toBe('Train again');
    expect([buttons.more(10), buttons.more(1)]).toEqual(['10 more epochs', '1 more epoch']);
  });

  it('have a sentence beside them wherever a run can go on, and nowhere else', () => {
    expect(Object.keys(resting)).toEqual(['paused', 'stopped', 'done']);
    expect(resting.paused).toMatch(/Resume .*Stop ends/);
    expect(resting.done).toMatch(/Again .*more goes on/);
  });
});

describe('what the page says of devices', () => {
  it('compares those that were timed', () => {
    expect(timingsLine({ wasm: 3.1, webgpu: 4 }, device)).toBe('WebAssembly, 2 threads: 3.1 ms a step. WebGPU: 4.0.');
  });

  it('compares nothing with one alone', () => {
    expect(timingsLine({ wasm: 3.1 }, device)).toBeUndefined();
    expect(timingsLine({ webgpu: 3.1 }, device)).toBeUndefined();
  });
});

describe('failures', () => {
  const offers: Readonly<Record<Offer['do'], Offer>> = {
    startAgain: { do: 'startAgain', spec: bookSpec },
    goBack: { do: 'goBack', step: 1157, learningRate: 10 },
    useDevice: { do: 'useDevice', device: 'wasm' },
    useUnkept: { do: 'useUnkept', from: 'somewhere' },
    goOn: { do: 'goOn' },
    dismiss: { do: 'dismiss' },
  };

  it.each<FailureKind>(['nan', 'silent', 'unexpected'])('of kind %s have a label for each offer', (kind) => {
    const labels = Object.values(offers).map((offer) => offerLabel(offer, kind, 1204));
    expect(labels.every((label) => label.length > 3)).toBe(true);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('names in its offers what they lead to', () => {
    expect(offerLabel(offers.startAgain, 'nan', undefined)).toBe('Start again with 5e-4');
    expect(offerLabel(offers.goBack, 'nan', undefined)).toBe('Go back to step 1,157 with 10');
    expect(offerLabel(offers.useDevice, 'memory', undefined)).toBe('Use WebAssembly');
    expect(offerLabel(offers.goOn, 'silent', 1204)).toBe('Restart from step 1,204');
    expect(offerLabel(offers.goOn, 'silent', undefined)).toBe('Restart');
    expect(offerLabel(offers.dismiss, 'silent', 1204)).toBe('Wait');
  });
});
