import { openData } from './dataset.ts';
import { chooseDevice } from './device.ts';
import { failureOf } from './failures.ts';
import type { FromWorker, ToWorker } from './protocol.ts';
import { protocolVersion } from './protocol.ts';
import { createSession } from './session.ts';
import { wasmPaths } from './wasmPaths.ts';

const post = (message: FromWorker, transfer: Transferable[] = []): void => postMessage(message, { transfer });

const session = createSession({
  post,
  openData,
  choose: (wish) => chooseDevice(wish, { wasmPaths }),
});

/** What nobody has caught is told to people, never to the console alone. */
const tell = (error: unknown): void =>
  post({ type: 'failed', failure: failureOf(error), version: protocolVersion, run: Number.MAX_SAFE_INTEGER });

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => session.receive(data));
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  tell(event.reason);
});
addEventListener('error', (event) => {
  event.preventDefault();
  tell(event.error ?? event.message);
});
