import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { chromiumPath, inChromium } from '@tests/kit/chromium';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePage } from './bundle.ts';
import { type Answer, answer } from './program/answer.ts';
import { type Server, serve } from './server.ts';

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** All that a page needs: its script, WebAssembly, its threads, and tfjs's .wasm files. */
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:; connect-src 'self'";

const folders = {
  plain: {},
  isolated: isolation,
  strict: { ...isolation, 'content-security-policy': strict },
  threadless: { ...isolation, 'content-security-policy': strict.replace('worker-src blob:; ', '') },
  wasmless: { ...isolation, 'content-security-policy': strict.replace(" 'wasm-unsafe-eval'", '') },
};

describe.skipIf(chromiumPath === undefined)(inChromium, () => {
  let browser: Browser;
  let server: Server;
  let onNode: Answer;

  beforeAll(async () => {
    const launched = chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] });
    server = await serve(await bundlePage(), folders);
    browser = await launched;
    onNode = await answer(1);
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  /** What the page in a folder answers. */
  const open = async (folder: keyof typeof folders, threads: number): Promise<Answer | { readonly error: string }> => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.goto(`${server.url}${folder}/?threads=${threads}`);
    const text = await page.locator('output[data-done]').textContent({ timeout: 200_000 });
    await page.close();
    expect(faults).toEqual([]);
    return JSON.parse(text ?? '');
  };

  test('Node on one thread trains, and leaves no tensor over', () => {
    expect(onNode).toMatchObject({ threads: 1, left: 0 });
    expect(onNode.losses[1]).toBeLessThan(onNode.losses[0]!);
  });

  test('a trainer that is compiled comes to the bits of one that is not; pages are held to the same', () => {
    const { eager, jit, plans } = onNode.engines;
    expect(jit).toBe(eager);
    for (const what of ['step', 'evaluate', 'predict'])
      expect(plans.filter((plan) => plan.startsWith(`${what} `)).length, what).toBeGreaterThan(0);
    for (const plan of plans) expect(plan).toMatch(/: compiled$/);
  });

  test('a tensor that no memory can hold is an error of its operation, and the next one works', () => {
    expect(onNode.refused).toBe('true WasmMemoryError Tile 6400000000; then 80000; 0 left');
  });

  test('an isolated page computes on two threads, to the bit what Node does on one', async () => {
    expect(await open('isolated', 2)).toEqual({ ...onNode, threads: 2 });
  });

  test('so it does beside processes that want every core for themselves', async () => {
    const busy = availableParallelism() + 1;
    const others = Array.from({ length: busy }, () =>
      spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
    );
    try {
      expect(await open('isolated', 2)).toEqual({ ...onNode, threads: 2 });
    } finally {
      for (const other of others) other.kill('SIGKILL');
    }
  });

  test('a page that is left in the middle of an epoch goes on after a reload, to the same bits', async () => {
    const context = await browser.newContext();
    const sit = async (sitting: string) => {
      const page = await context.newPage();
      await page.goto(`${server.url}plain/?sitting=${sitting}`);
      const text = await page.locator('output[data-done]').textContent({ timeout: 200_000 });
      await page.close();
      return JSON.parse(text ?? '');
    };
    const whole = await sit('whole');
    expect(whole).toMatchObject({ from: 0, weights: expect.stringMatching(/^[0-9a-f]+$/) });
    expect(await sit('broken')).not.toEqual(whole);
    expect(await sit('resumed')).toEqual({ from: 12, weights: whole.weights });
    expect(await sit('resumed')).toEqual(whole); // it was removed when all was done
    await context.close();
  });

  test('so does Node on two threads', async () => {
    expect(await answer(2)).toEqual({ ...onNode, threads: 2 });
  });

  test('a page that is not isolated computes the same on one thread, and says why', async () => {
    const reason = expect.stringMatching(
      /^the page is not cross-origin isolated; serve it with Cross-Origin-Opener-Policy/,
    );
    expect(await open('plain', 2)).toEqual({ ...onNode, threads: 1, fewerThreads: reason });
  });

  test(`two threads need no more of a Content-Security-Policy than ${strict}`, async () => {
    expect(await open('strict', 2)).toEqual({ ...onNode, threads: 2 });
  });

  test('a policy without worker-src blob: leaves one thread, and the reason names it', async () => {
    const reason = expect.stringContaining('worker-src blob:');
    expect(await open('threadless', 2)).toEqual({ ...onNode, threads: 1, fewerThreads: reason });
  });

  test("a policy without 'wasm-unsafe-eval' is an error", async () => {
    expect(await open('wasmless', 2)).toEqual({
      error: expect.stringMatching(/the wasm backend did not start: .*'wasm-unsafe-eval'/),
    });
  });
});
