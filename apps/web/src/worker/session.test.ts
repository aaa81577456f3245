import '@tensorflow/tfjs-backend-cpu';
import { bookSpec, type Spec } from '@kindling/app-common';
import { shapes } from '@kindling/data';
import { expect, test } from 'vitest';
import { chooseDevice } from './device.ts';
import { type FromWorker, type Order, protocolVersion } from './protocol.ts';
import { createSession } from './session.ts';

const tiny: Spec = {
  ...bookSpec,
  pictures: 64,
  test: 20,
  layers: [{ units: 8, activation: 'relu' }],
  batch: 16,
  epochs: 2,
};

const openData = async ({ data: name, pictures: train, test }: Spec) => ({
  name,
  ...(await shapes({ train, test, seed: 1 })),
  note: undefined,
  kept: false,
});

test('open, start, done', async () => {
  const heard: FromWorker[] = [];
  const session = createSession({ post: (m) => heard.push(m), openData, choose: () => chooseDevice('cpu') });
  const order = (o: Order) => session.receive({ ...o, version: protocolVersion });
  order({ type: 'open', device: 'auto', watched: 10, spec: tiny, kept: false });
  order({ type: 'start', spec: tiny });
  await session.settled();
  expect(heard.at(-1)).toMatchObject({ type: 'state', phase: 'done' });
});
