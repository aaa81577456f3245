import { lacksSoftwareGpu } from '@tests/kit/softwareGpu';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePage } from './bundle.ts';
import { firefoxCandidates, firefoxPath, openInFirefox } from './firefox.ts';
import { type Answer, answer } from './program/answer.ts';
import { type Server, serve } from './server.ts';

type Losses = Readonly<Record<'webgpu' | 'cpu', readonly number[]>>;

const folders = {
  plain: {},
  isolated: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
};

const name = firefoxPath === undefined ? `in Firefox, which is not at ${firefoxCandidates.join(' or ')}` : 'in Firefox';

describe.skipIf(firefoxPath === undefined)(name, () => {
  let server: Server;
  let onNode: Answer;

  beforeAll(async () => {
    server = await serve(await bundlePage(), folders);
    onNode = await answer(1);
  });

  afterAll(() => server?.close());

  const open = async (folder: keyof typeof folders, threads: number): Promise<Answer> => {
    const reported = server.reported();
    const firefox = openInFirefox(`${server.url}${folder}/?report&threads=${threads}`);
    try {
      return JSON.parse(await reported);
    } finally {
      await firefox.close();
    }
  };

  test('an isolated page computes on two threads, to the bit what Node does on one', async () => {
    expect(await open('isolated', 2)).toEqual({ ...onNode, threads: 2 });
  });

  test('a page that is not isolated computes the same on one thread, and says why', async () => {
    const reason = expect.stringContaining('not cross-origin isolated');
    expect(await open('plain', 2)).toEqual({ ...onNode, threads: 1, fewerThreads: reason });
  });

  test.skipIf(lacksSoftwareGpu !== undefined)(
    `networks train on WebGPU to the losses of plain JavaScript (${lacksSoftwareGpu ?? 'SwiftShader'})`,
    async () => {
      const site = await serve(await bundlePage('gpu/page.ts'), { gpu: {} });
      const reported = site.reported();
      const firefox = openInFirefox(`${site.url}gpu/?report&task=numbers`);
      try {
        const { found, left } = JSON.parse(await reported);
        expect(left).toBe(0);
        expect(Object.keys(found)).toEqual(['dense', 'convolutional']);
        for (const { webgpu, cpu } of Object.values<Losses>(found)) {
          expect(webgpu).toHaveLength(2);
          for (const [i, loss] of webgpu.entries()) expect(Math.abs(loss / cpu[i]! - 1)).toBeLessThan(1e-5);
        }
      } finally {
        await firefox.close();
        site.close();
      }
    },
  );
});
