import { shapes } from '@kindling/data';
import type { Drawn, Wanted } from './drawBeside.ts';

/** A worker that draws the pictures of shapes, once. */
addEventListener('message', async ({ data }: MessageEvent<Wanted>) => {
  const { train, test, classNames } = await shapes(data);
  const drawn: Drawn = { train: [train.x.data, train.y.data], test: [test.x.data, test.y.data], classNames };
  postMessage(drawn, { transfer: [...drawn.train, ...drawn.test].map(({ buffer }) => buffer as ArrayBuffer) });
});
