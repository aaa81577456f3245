import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePage } from './bundle.ts';
import { candidates, chromiumPath } from './chromium.ts';
import { type Server, serve } from './server.ts';

const name =
  chromiumPath === undefined
    ? `on WebGPU in Chromium, which is not at ${candidates.join(' or ')}`
    : 'on WebGPU in Chromium';

describe.skipIf(chromiumPath === undefined)(name, () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const launched = chromium.launch({
      executablePath: chromiumPath!,
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    });
    server = await serve(await bundlePage('gpu/page.ts'), { gpu: {} });
    browser = await launched;
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  test('counts', { timeout: 400_000 }, async () => {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text().slice(0, 300)));
    await page.goto(`${server.url}gpu/?task=counting`);
    const text = await page.locator('output[data-done]').textContent({ timeout: 390_000 });
    await page.close();
    console.log(JSON.stringify(JSON.parse(text!), null, 1));
    expect(1).toBe(1);
  });
});
