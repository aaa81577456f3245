import { platform } from '@kindling/core';
import { env, scalar, setBackend } from '@tensorflow/tfjs-core';
import type { Backend } from '../backend.ts';
import { loadPeer } from '../peer.ts';

const peerName = '@tensorflow/tfjs-backend-cpu';

/**
 * tfjs's kernels in plain JavaScript, from the optional peer `@tensorflow/tfjs-backend-cpu`: many times slower than
 * `wasm()`, and there wherever JavaScript is.
 *
 * @example
 * ```ts
 * import { cpu, selectBackend } from '@kindling/backend';
 *
 * const backend = await selectBackend([cpu()]);
 * await backend.undo();
 * ```
 */
export const cpu = (): Backend => ({
  name: 'cpu',
  start: async () => {
    const peer = await loadPeer(
      peerName,
      () => import('@tensorflow/tfjs-backend-cpu'),
      ({ version_cpu }) => version_cpu,
    );
    if ('absent' in peer) return peer;
    await setBackend('cpu');
    makeFirstTensor();
    return { device: platform.device(1), versions: peer.versions };
  },
});

/** The backend greets its first tensor in Node with an advertisement, unless it runs in production mode. */
const makeFirstTensor = (): void => {
  const production = env().getBool('PROD');
  env().set('PROD', true);
  scalar(0).dispose();
  env().set('PROD', production);
};
