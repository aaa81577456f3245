import { expect, test } from 'vitest';
import { beforeWorker } from './browser.ts';
import { bar, inDemo, press, says, small } from './demo.ts';

const withoutWebGpu = "Object.defineProperty(WorkerNavigator.prototype, 'gpu', { value: undefined });";
const withoutWasm = 'delete globalThis.WebAssembly;';
/** Keeps the devices that were made, so that they can be destroyed. */
const keepingDevices = `const { requestDevice } = GPUAdapter.prototype;
globalThis.devices = [];
GPUAdapter.prototype.requestDevice = async function (...args) {
  const device = await requestDevice.apply(this, args);
  globalThis.devices.push(device);
  return device;
};`;

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

  test('a GPU that is lost is started anew, and the run comes to its end', async () => {
    const { page, faults } = await open('n=96&test=32&layers=16relu&batch=32&epochs=6&device=webgpu', keepingDevices);
    await press(page, 'Train');
    await says(page, /epoch [2-6]\/6/, 60_000);
    await page.workers()[0]!.evaluate('globalThis.devices.at(-1).destroy()');
    await says(page, /^The GPU was reset\. Back at step \d+ on a new device/, 60_000);
    await says(page, /^Done in /, 60_000);
    expect(faults.filter((fault) => !/device (is|was) (lost|destroyed)/i.test(fault))).toEqual([]);
  }, 180_000);
});
