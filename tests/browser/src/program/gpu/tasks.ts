import '@tensorflow/tfjs-backend-cpu';
import { backup, browserPlace, type Callback, type Checkpoint, latestBackup } from '@kindling/train';
import { type AdapterSummary, install } from '@kindling/webgpu';
import { env, memory, setBackend } from '@tensorflow/tfjs-core';
import { counting } from './counting.ts';
import { type Trained, train } from './training.ts';

/** Small tensors too are to be computed by the GPU, or its kernels would not be tried. */
const withoutForwarding = (): void => env().set('WEBGPU_CPU_FORWARD', false);

/** The networks on WebGPU and in plain JavaScript. */
const numbers = async () => {
  const installed = await install();
  withoutForwarding();
  const before = memory().numTensors;
  const found: Record<string, Record<string, readonly number[]>> = {};
  for (const name of ['dense', 'convolutional'] as const) {
    await setBackend('webgpu');
    const { losses: webgpu } = await train(name);
    await setBackend('cpu');
    found[name] = { webgpu, cpu: (await train(name)).losses };
  }
  await setBackend('webgpu');
  const left = memory().numTensors - before;
  await installed.undo();
  return { found, left };
};

const described = (error: unknown): { readonly name: string; readonly message: string } => {
  const { name, message } = error as Error;
  return { name, message };
};

/** Devices as the page gets them, for tests to break. */
const devices: GPUDevice[] = [];
const watchDevices = (): void => {
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (...args) {
    const device = await requestDevice.apply(this, args);
    devices.push(device);
    return device;
  };
};

/** Loses the device inside the second epoch, by what `lose` does, and goes on from the last checkpoint on a new one. */
const lostAndGoneOn = async (lose: () => void | Promise<void>) => {
  watchDevices();
  const first = await install();
  withoutForwarding();
  const whole = await train('convolutional');
  const before = memory().numTensors;
  let told: unknown;
  void first.lost.then((error) => {
    told = described(error);
  });
  const checkpoints: Checkpoint[] = [];
  let reason: string | undefined;
  const breaking: Callback = {
    onSafePoint: async ({ step, checkpoint }) => {
      if (step < 4) checkpoints.push(await checkpoint());
      if (step === 4) await lose();
    },
    onTrainEnd: (event) => {
      reason = event.reason;
    },
  };
  const error = await train('convolutional', { callbacks: [breaking] }).then(
    () => 'it trained on',
    (error) => ({ ...described(error), reason: error.reason }),
  );
  const second = await install();
  withoutForwarding();
  const resumed = await train('convolutional', { checkpoint: checkpoints.at(-1) });
  const left = memory().numTensors - before;
  await second.undo();
  await first.undo();
  return { whole, error, told, reason, resumed, left };
};

/** What a page must do for the test to kill its GPU process: it says so in its title, and waits until it is lost. */
const crash = async (): Promise<void> => {
  document.title = 'crash';
  await devices.at(-1)!.lost;
};

/** A shader that does not compile, in the middle of training. */
const shader = async () => {
  const installed = await install();
  withoutForwarding();
  const { createShaderModule } = GPUDevice.prototype;
  const before = memory().numTensors;
  const breaking: Callback = {
    onEpochBegin: ({ epoch }) => {
      if (epoch !== 0) return;
      GPUDevice.prototype.createShaderModule = function (descriptor) {
        return createShaderModule.call(this, { ...descriptor, code: descriptor.code.replace('fn main', 'fn fn main') });
      };
    },
  };
  const error = await train('dense', { callbacks: [breaking] }).then(() => 'it trained on', described);
  GPUDevice.prototype.createShaderModule = createShaderModule;
  const left = memory().numTensors - before;
  await installed.undo();
  return { error, left };
};

/** Why there is no device, or which there is. */
const there = async (): Promise<{ readonly adapter: AdapterSummary } | { readonly absent: string }> => {
  const software = new URLSearchParams(location.search).get('software') !== 'false';
  try {
    const { adapter, undo } = await install({ software });
    await undo();
    return { adapter };
  } catch (error) {
    return { absent: String(error) };
  }
};

/** A run that keeps itself in the page's storage; `until` ends the worker's use of it from outside. */
const kept = async (): Promise<{ readonly from: number } & Trained> => {
  const installed = await install();
  withoutForwarding();
  const slow = new URLSearchParams(location.search).has('slow');
  const place = browserPlace('gpu');
  const checkpoint = await latestBackup(place);
  const waiting: Callback = {
    onBatchEnd: async ({ epoch, batch }) => {
      if (!slow || epoch !== 1 || batch !== 1) return;
      postMessage({ waiting: true });
      await new Promise(() => undefined); // until the worker is terminated
    },
  };
  const trained = await train('convolutional', {
    checkpoint,
    callbacks: [backup({ place, every: { steps: 2 } }), waiting],
  });
  await installed.undo();
  return { from: checkpoint?.step ?? 0, ...trained };
};

export const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  counting: async () => {
    const installed = await install();
    withoutForwarding();
    const counts = await counting({ mlp: 8, cnn: 2 });
    await installed.undo();
    return counts;
  },
  numbers,
  destroyed: () => lostAndGoneOn(() => devices.at(-1)!.destroy()),
  crashed: () => lostAndGoneOn(crash),
  shader,
  there,
  kept,
};
