import type { Event, FromWorker, ToWorker } from './protocol.ts';
import { protocolVersion } from './protocol.ts';

const post = (event: Event): void => {
  postMessage({ ...event, version: protocolVersion, run: 0 } satisfies FromWorker);
};

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'ask') post({ type: 'refused', id: data.id, sentence: 'not built yet' });
});
