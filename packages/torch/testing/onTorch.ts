import '@tensorflow/tfjs-backend-cpu';
import { furtherGradients, neededGradients, registerGradients } from '@kindling/core';
import { enableProdMode, engine } from '@tensorflow/tfjs-core';
import { lacksTorch, provideTorch } from '@tests/kit/python';
import { afterAll, beforeAll, describe } from 'vitest';
import { install } from '../src/install.ts';
import type { TorchBackend } from '../src/tfjs/backend.ts';
import type { Torch } from '../src/torch.ts';

/** Tests on the backend torch, on the CPU and one thread; skipped, with the reason, where there is no PyTorch. */
export const onTorch = (title: string, tests: () => void): void => {
  describe.skipIf(lacksTorch !== undefined)(`${title} on PyTorch (${lacksTorch ?? 'CPU'})`, () => {
    let undo = (): void => {};
    beforeAll(async () => {
      enableProdMode(); // no banner among the results
      undo = registerGradients([...neededGradients, ...furtherGradients]);
      provideTorch();
      await install({ device: 'cpu', threads: 1 });
    }, 60_000); // on a machine with much to do the libraries load slowly
    afterAll(() => undo());
    tests();
  });
};

/** What kernels compute with, of the backend in use. */
export const torchInUse = (): Torch => (engine().backend as TorchBackend).torch;
