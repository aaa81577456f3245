import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { beforeWorker } from './browser.ts';
import { bar, inDemo, press, says, small } from './demo.ts';

const withoutWebGpu = "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined });";
const withoutWasm = 'delete globalThis.WebAssembly;';
/** Loses the GPU, once, when the first epoch is done. */
const losing = `const { requestDevice } = GPUAdapter.prototype;
let device;
GPUAdapter.prototype.requestDevice = async function (...args) {
  return (device = await requestDevice.apply(this, args));
};
const { postMessage } = globalThis;
globalThis.postMessage = (message, options) => {
  postMessage(message, options);
  if (message.type !== 'epoch' || globalThis.isLost) return;
  globalThis.isLost = true;
  device.destroy();
};`;

/** Collects what the run bar alarms people with. */
const alarms = async (page: Page): Promise<() => Promise<readonly string[]>> => {
  const said = await page.evaluateHandle(() => {
    const texts: string[] = [];
    const alert = document.querySelector('#run [role=alert]')!;
    new MutationObserver(() => texts.push(alert.textContent)).observe(alert, { childList: true, subtree: true });
    return texts;
  });
  return () => said.jsonValue();
};

inDemo((demo) => {
  const open = (hash: string, line: string) => demo.open({ hash, before: (context) => beforeWorker(context, line) });

  test('a WebGPU that is software is passed over, and that is said', async () => {
    const { page } = await demo.open({ hash: 'autorun=0' });
    await bar(page)
      .getByText(/^WebAssembly, \d+ threads?$/)
      .waitFor();
    await bar(page).getByText('WebGPU here is software; WebAssembly is faster.').waitFor();
  });

  test('without WebGPU, and without isolation, the reasons are said', async () => {
    const { page } = await open('autorun=0', withoutWebGpu);
    await bar(page).getByText('This browser has no WebGPU for this machine.').waitFor();
    const plain = await demo.open({ folder: 'plain', hash: 'autorun=0' });
    await bar(plain.page).getByText('WebAssembly, 1 thread', { exact: true }).waitFor();
    await bar(plain.page)
      .getByText(/1 thread, because the page is not isolated\./)
      .waitFor();
  });

  test('without WebAssembly plain JavaScript trains', async () => {
    const { page } = await open(small.replace('&device=wasm', '').replace('n=320', 'n=64'), withoutWasm);
    await bar(page).getByText('Plain JavaScript', { exact: true }).waitFor();
    await bar(page)
      .getByText(/^About 0\.3 s a step, because WebAssembly is /)
      .waitFor();
    await press(page, 'Train');
    await says(page, /^Done in /, 60_000);
  });

  test('a GPU that is asked for compiles in peace; one that is lost is started anew, and the run ends well', async () => {
    const { page, faults } = await open('n=96&test=32&layers=16relu&batch=32&epochs=2&device=webgpu', losing);
    await bar(page)
      .getByText(/^WebGPU, /)
      .waitFor();
    await bar(page).getByText('You asked for it. WebGPU here is software; WebAssembly is faster.').waitFor();
    const alarmed = await alarms(page);
    await says(page, /^Ready/, 120_000);
    await press(page, 'Train');
    await says(page, /^The GPU was reset\. Back at step \d+ on a new device/, 120_000);
    await says(page, /^Done in /, 120_000);
    expect(await alarmed()).toEqual([]);
    expect(faults.filter((fault) => !/device (is|was) (lost|destroyed)/i.test(fault))).toEqual([]);
  }, 300_000);
});
