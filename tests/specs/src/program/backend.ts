// The environment that the specs are declared for: tfjs's wasm backend, with our kernels where threads are requested.
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { type Installed, install } from '@kindling/wasm';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util.js';
import core from 'jasmine-core';
import { settings } from './settings.ts';

const manifest = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json');
setWasmPaths(join(dirname(manifest), 'dist') + sep);
setTestEnvs([{ name: 'wasm', backendName: 'wasm', isDataSync: true }]);

const { threads } = settings;
const { describe, beforeAll, afterAll } = core;

/** What tfjs-core adds to the name of a suite that is declared for the environment above. */
const ofBackend = / wasm \{\}$/;

/** Each suite of the backend starts one anew, which takes the kernels, and disposes of it after. */
const withKernels: typeof describe = (name, declare) =>
  describe(name, () => {
    let installed: Installed | undefined;
    declare();
    if (!ofBackend.test(name)) return;
    beforeAll(async () => {
      installed = await install({ threads });
      if (installed.fewerThreads !== undefined) throw new Error(installed.fewerThreads);
    });
    afterAll(async () => installed?.undo()); // the last declared is the first called, so the backend is still there
  });

if (threads !== undefined) Object.assign(globalThis, { describe: withKernels });
