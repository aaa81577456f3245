// Writes recording.json: what the real trainer tells of the book's run, for the stub to tell again.
//
//   node --conditions=@kindling/source tests/web/src/stub/record.ts [folder of a site that is built already]
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChartPoint, EpochRow, Guesses, Result } from '../../../../apps/web/src/worker/protocol.ts';
import { launch, open } from '../browser.ts';
import { press, says } from '../demo.ts';
import { buildSite, serveSite } from '../site.ts';

/** Guesses as text: a class and how sure of it, a byte each, in base64. */
export interface Written {
  readonly classes: string;
  readonly sure: string;
}

export interface Recording {
  readonly points: readonly ChartPoint[];
  readonly rows: readonly EpochRow[];
  /** Of all test pictures, after each epoch. */
  readonly guesses: readonly Written[];
  /** Of the first ones, at a step. */
  readonly watched: readonly (Written & { readonly step: number })[];
  readonly result: Result;
}

/** What a message of the worker has, as far as it is kept. */
interface Message {
  readonly type: string;
  readonly point?: ChartPoint;
  readonly row?: EpochRow;
  readonly guesses?: Guesses;
  readonly phase?: string;
  readonly result?: Result;
}

/** Runs on the page before it begins: writes down what the worker tells. */
const listen = (): void => {
  const heard: unknown[] = [];
  Object.assign(globalThis, { heard });
  const { Worker } = globalThis;
  const text = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
  globalThis.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }: MessageEvent<Message>) => {
        const { type, point, row, guesses, phase, result } = data;
        const written = guesses && { classes: text(guesses.classes), sure: text(guesses.sure) };
        heard.push({ type, point, row, written, phase, result });
      });
    }
  };
};

type Heard = Omit<Message, 'guesses'> & { readonly written?: Written };

const rounded = (value: number): number => Number(value.toPrecision(5));

const recordingOf = (heard: readonly Heard[]): Recording => {
  const of = (type: string) => heard.filter((message) => message.type === type);
  const [points, epochs] = [of('report').map(({ point }) => point!), of('epoch')];
  let step = 0;
  const watched = heard.flatMap(({ type, point, written }) => {
    if (point !== undefined) step = point.step;
    return type === 'watched' ? [{ step, ...written! }] : [];
  });
  return {
    points: points.map((point) => ({ ...point, loss: rounded(point.loss), accuracy: rounded(point.accuracy) })),
    rows: epochs.map(({ row }) => row!),
    guesses: epochs.map(({ written }) => written!),
    watched,
    result: heard.findLast(({ phase }) => phase === 'done')!.result!,
  };
};

const [folder] = process.argv.slice(2);
const built = folder === undefined ? await buildSite() : { folder, remove: () => undefined };
const site = await serveSite(built.folder);
const browser = await launch();
try {
  const { page } = await open(browser, {
    site,
    hash: 'autorun=0&device=wasm',
    before: (context) => context.addInitScript(listen),
  });
  await press(page, 'Train');
  await says(page, /^Done in /, 300_000);
  const heard = await page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard);
  const file = fileURLToPath(new URL('recording.json', import.meta.url));
  writeFileSync(file, `${JSON.stringify(recordingOf(heard), null, 2)}\n`);
} finally {
  await browser.close();
  site.close();
  built.remove();
}
