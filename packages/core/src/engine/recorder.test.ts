import '@tensorflow/tfjs-backend-cpu';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { declareRecorder, type Recorder, recorderInUse } from './recorder.ts';

const notCalled = () => {
  throw new Error('not called');
};
const recorder: Recorder = { record: notCalled, copy: notCalled };

test('the recorder of the backend in use is found, until it is taken back', async () => {
  await setBackend('cpu');
  expect(recorderInUse()).toBeUndefined();
  const undos = [declareRecorder('cpu', recorder), declareRecorder('another', { ...recorder })];
  expect(recorderInUse()).toBe(recorder);
  const later = { ...recorder };
  const undoLater = declareRecorder('cpu', later);
  for (const undo of undos) undo();
  expect(recorderInUse()).toBe(later);
  undoLater();
  expect(recorderInUse()).toBeUndefined();
});
