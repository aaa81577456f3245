import { importCifar10, openData } from './dataset.ts';
import { chooseDevice } from './device.ts';
import { forget, keepRun, keptRun, sizes } from './keep.ts';
import type { ToWorker } from './protocol.ts';
import { createSession } from './session.ts';
import { wasmPaths } from './wasmPaths.ts';

// What is most likely to be chosen loads while the page is drawn; where it can't, choosing tells why.
void Promise.allSettled([import('@tensorflow/tfjs-backend-wasm'), import('@kindling/wasm')]);

const session = createSession({
  send: (message, transfer = []) => postMessage(message, { transfer }),
  choose: (wish) => chooseDevice(wish, { wasmPaths }),
  ...{ openData, importCifar10, keepRun, keptRun, sizes, forget },
});

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => session.receive(data));
// What nobody has caught is told to people, never to the console alone.
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  session.fail(event.reason);
});
addEventListener('error', (event) => {
  event.preventDefault();
  session.fail(event.error ?? event.message);
});
