import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePage } from './bundle.ts';
import { type Server, serve } from './server.ts';

const software = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** Nothing beside the page's own script. */
const strict = "default-src 'none'; script-src 'self'";

const launch = (args: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox', ...args] });

/** How a page is opened. */
interface Opening {
  readonly context?: BrowserContext;
  /** Done while it works. */
  readonly during?: (page: Page) => Promise<void>;
  readonly folder?: 'gpu' | 'strict';
  readonly timeout?: number;
}

describe.skipIf(chromiumPath === undefined)(`WebGPU ${inChromium}`, () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const launched = launch(software);
    server = await serve(await bundlePage('gpu/page.ts'), { gpu: {}, strict: { 'content-security-policy': strict } });
    browser = await launched;
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** What a page answers, and what it said in the console of the GPU. */
  const open = async (query: string, { context, during, folder = 'gpu', timeout = 230_000 }: Opening = {}) => {
    const page = await (context ?? browser).newPage();
    const complaints: string[] = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => {
      if (/gpu|wgsl|shader/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${server.url}${folder}/?${query}`);
    await during?.(page);
    const text = await page.locator('output[data-done]').textContent({ timeout });
    await page.close();
    return { answer: JSON.parse(text ?? ''), complaints };
  };

  test(`networks train to the losses of plain JavaScript, and leave no tensor over, under ${strict}`, async () => {
    const { answer, complaints } = await open('task=numbers', { folder: 'strict' });
    expect(complaints).toEqual([]);
    expect(answer).toMatchObject({ left: 0 });
    for (const name of ['dense', 'convolutional']) {
      const { webgpu, cpu } = answer.found[name];
      expect(webgpu).toHaveLength(2);
      for (const [i, loss] of webgpu.entries()) expect(Math.abs(loss / cpu[i] - 1)).toBeLessThan(1e-5);
    }
  });

  test('a step asks less of the GPU than one of tfjs-layers, reads nothing, and leaves no tensor over', {
    timeout: 480_000,
  }, async () => {
    const { answer, complaints } = await open('task=counting', { timeout: 470_000 });
    expect(complaints).toEqual([]);
    const compiled = { submits: 1, writes: 1, buffers: 0, bindGroups: 0, uploadedBytes: 20_000, reads: 0 };
    const most = { mlp: { ...compiled, dispatches: 16 }, cnn: { ...compiled, dispatches: 80 } };
    for (const [network, limits] of Object.entries(most)) {
      const [ours, theirs] = ['Kindling', 'tfjs-layers'].map((library) => answer[`${library}, ${network}`]);
      expect(ours.dispatches).toBeGreaterThan(0);
      expect(ours.dispatches).toBeLessThan(theirs.dispatches / 2);
      expect(theirs.reads).toBe(2);
      for (const [kind, limit] of Object.entries(limits))
        expect(ours[kind], `${network}, ${kind}`).toBeLessThanOrEqual(limit);
      expect(ours.left).toBe(0);
    }
    const bytes = 8 * (32 * 32 * 3 + 1);
    const fed = answer['Kindling, mlp, fed'];
    expect(fed.uploadedBytes).toBeGreaterThan(bytes);
    expect(fed.uploadedBytes - bytes).toBeLessThan(4000);
    expect(fed).toMatchObject({ submits: 1, writes: 1, buffers: 0, bindGroups: 0, reads: 0, left: 0 });
  });

  const lost = expect.objectContaining({
    name: 'DeviceLostError',
    message: expect.stringMatching(/^webgpu: the device is lost .*selectBackend gives a new device/),
  });

  test('a device that is destroyed ends the run by name, and a checkpoint goes on with the same bits', async () => {
    const { answer } = await open('task=destroyed');
    expect(answer).toEqual({
      whole: answer.resumed,
      resumed: { losses: [expect.any(Number), expect.any(Number)], weights: expect.stringMatching(/^[0-9a-f]{16}$/) },
      error: lost,
      told: lost,
      reason: 'failed',
      left: 0,
    });
  });

  test('so does a GPU process that is killed', async () => {
    const { answer } = await open('task=crashed', {
      during: async (page) => {
        await page.waitForFunction("document.title === 'crash'", undefined, { timeout: 200_000 });
        const session = await browser.newBrowserCDPSession();
        await session.send('Browser.crashGpuProcess').catch(() => undefined);
      },
    });
    expect(answer).toMatchObject({ error: lost, told: lost, reason: 'failed', left: 0 });
    expect(answer.resumed).toEqual(answer.whole);
  });

  test('a shader that does not compile is the error of the epoch that ran it', async () => {
    const { answer } = await open('task=shader');
    expect(answer).toEqual({
      error: { name: 'Error', message: expect.stringMatching(/^webgpu: the GPU refused the shader .*wrong/) },
      left: 0,
    });
  });

  test('a worker that is terminated leaves a backup, from which another goes on to the same bits', async () => {
    const whole = await browser.newContext();
    const { answer: unbroken } = await open('task=kept&worker', { context: whole });
    await whole.close();
    const context = await browser.newContext();
    expect((await open('task=kept&worker&slow', { context })).answer).toBe('terminated');
    expect((await open('task=kept&worker', { context })).answer).toEqual({ ...unbroken, from: 4 });
    expect(unbroken).toMatchObject({ from: 0 });
    await context.close();
  });

  test('a software GPU is told of as one, and refused where hardware is wanted', async () => {
    expect((await open('task=there')).answer).toEqual({
      adapter: expect.objectContaining({ name: 'software GPU (SwiftShader)', isSoftware: true }),
    });
    expect((await open('task=there&software=false')).answer).toEqual({
      absent: expect.stringContaining('a software GPU (SwiftShader), which computes on the CPU, slower than wasm'),
    });
  });

  test('a browser that gives no adapter is a reason in words', async () => {
    const without = await launch([]);
    try {
      const context = await without.newContext();
      expect((await open('task=there', { context })).answer).toEqual({
        absent: expect.stringContaining('the browser gives no GPU to this page'),
      });
    } finally {
      await without.close();
    }
  });
});
