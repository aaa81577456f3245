// The environment that the specs are declared for: one of tfjs's backends, with our kernels where they are requested.
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util.js';
import core from 'jasmine-core';
import { settings } from './settings.ts';
import { startTensorflow } from './tensorflow.ts';
import { startTorch } from './torch.ts';
import { startWasm } from './wasm.ts';
import { startWebgpu } from './webgpu.ts';

/** What a backend is to the specs. */
export interface Specified {
  /** Whether numbers can be read at once. */
  readonly isDataSync: boolean;
  /** Of tfjs's environment. */
  readonly flags: Readonly<Record<string, boolean>>;
  /** Puts our kernels in, and gives the undo; undefined leaves tfjs's own. */
  readonly install: (() => Promise<() => Promise<void>>) | undefined;
}

const { backend: name } = settings;
const { isDataSync, flags, install } = await {
  wasm: startWasm,
  webgpu: startWebgpu,
  torch: startTorch,
  tensorflow: startTensorflow,
}[name]();
setTestEnvs([{ name, backendName: name, isDataSync, flags }]);

const { describe, beforeAll, afterAll } = core;

/** What tfjs-core adds to the name of a suite that is declared for the environment above. */
const ofBackend = ` ${name} ${JSON.stringify(flags)}`;

const isOfBackend = (suite: string): boolean => suite.endsWith(ofBackend);

/** Each suite of the backend starts one anew, which takes the kernels, and disposes of it after. */
const withKernels: typeof describe = (suite, declare) =>
  describe(suite, () => {
    let undo = async () => {};
    declare();
    if (!isOfBackend(suite) || install === undefined) return;
    beforeAll(async () => {
      undo = await install();
    });
    afterAll(() => undo()); // the last declared is the first called, so the backend is still there
  });

const only = new RegExp(settings.only ?? '');

/** Whether a suite that was asked for is being declared, with those within it. */
let isAsked = settings.only === undefined;

Object.assign(globalThis, {
  describe: (suite: string, declare: () => void) => {
    const before = isAsked;
    isAsked ||= isOfBackend(suite) && only.test(suite);
    if (isAsked) withKernels(suite, declare);
    isAsked = before;
  },
});
