import { afterEach, expect, test, vi } from 'vitest';
import { answer, type Sources } from './answer.ts';

const scope = 'https://host/sub/';

/** Sources that have these texts, by address. */
const sources = (
  kept: Readonly<Record<string, string>>,
  network: (url: string) => Promise<Response>,
): Sources & { readonly used_: Map<string, string> } => {
  const used = new Map<string, string>();
  const found = (text: string | undefined) => (text === undefined ? undefined : new Response(text));
  return {
    used_: used,
    kept: async (url) => found(kept[url]),
    used: async (url) => found(used.get(url)),
    keep: async (url, response) => void used.set(url, await response.text()),
    network: (request) => network(request.url),
  };
};

const offline = () => Promise.reject(new TypeError('Failed to fetch'));
const text = async (response: Promise<Response> | undefined): Promise<string | undefined> => (await response)?.text();

afterEach(() => void vi.useRealTimers());

test('the page is fresh where there is a network, and the kept one where there is none or it fails', async () => {
  const kept = { [`${scope}index.html`]: 'kept' };
  const request = new Request(`${scope}#n=1`);
  expect(
    await text(
      answer(
        request,
        scope,
        sources(kept, async () => new Response('fresh')),
      ),
    ),
  ).toBe('fresh');
  expect(await text(answer(request, scope, sources(kept, offline)))).toBe('kept');
  const broken = async () => new Response('no', { status: 503 });
  expect(await text(answer(request, scope, sources(kept, broken)))).toBe('kept');
});

test('a network that never answers is waited for three seconds', async () => {
  vi.useFakeTimers();
  const answered = text(
    answer(
      new Request(scope),
      scope,
      sources({ [`${scope}index.html`]: 'kept' }, () => new Promise(() => undefined)),
    ),
  );
  await vi.advanceTimersByTimeAsync(3000);
  expect(await answered).toBe('kept');
});

test('without a kept page, the network has the word', async () => {
  await expect(answer(new Request(scope), scope, sources({}, offline))).rejects.toThrow('Failed to fetch');
});

test('a hashed file is asked for once, and kept where it came whole', async () => {
  const network = vi.fn(async (url: string) => new Response(url, { status: url.endsWith('gone.js') ? 404 : 200 }));
  const from = sources({ [`${scope}assets/a.js`]: 'kept' }, network);
  const get = (path: string) => text(answer(new Request(`${scope}assets/${path}`), scope, from));
  expect(await get('a.js')).toBe('kept');
  expect(network).not.toHaveBeenCalled();
  expect(await get('b.js')).toBe(`${scope}assets/b.js`);
  expect(await get('b.js')).toBe(`${scope}assets/b.js`);
  expect(network).toHaveBeenCalledTimes(1);
  await get('gone.js');
  expect([...from.used_.keys()]).toEqual([`${scope}assets/b.js`]);
});

test('other files come from what is kept, or are asked for and not kept', async () => {
  const from = sources({ [`${scope}icon.svg`]: 'icon' }, async () => new Response('archive'));
  expect(await text(answer(new Request(`${scope}icon.svg`), scope, from))).toBe('icon');
  expect(await text(answer(new Request(`${scope}cifar-10-binary.tar.gz`), scope, from))).toBe('archive');
  expect(from.used_.size).toBe(0);
});

test('other sites, other folders and what is sent are left to the browser', () => {
  const from = sources({}, offline);
  expect(answer(new Request('https://other/sub/'), scope, from)).toBeUndefined();
  expect(answer(new Request('https://host/'), scope, from)).toBeUndefined();
  expect(answer(new Request(scope, { method: 'POST' }), scope, from)).toBeUndefined();
});
