// internal: the half of `threading` for browsers
import type { Thread, Threading } from './threading.ts';

const startThread = (program: string, data: unknown): Thread => {
  const source = `onmessage = ({ data }) => (${program})(data, () => postMessage('ready'));`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(url, { name: 'kindling' });
  let ended: string | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => {
      // A policy that forbids the worker gives an event without a message.
      ended = message || 'it did not start: does the Content-Security-Policy have worker-src blob: ?';
      reject(new Error(ended));
    };
  }).finally(() => URL.revokeObjectURL(url));
  worker.postMessage(data);
  return {
    ready,
    end: () => ended,
    terminate: async () => {
      ended = 'it was terminated';
      worker.terminate();
    },
  };
};

export const threading: Threading = {
  widening: () => 'browsers have no switch for it',
  cores: () => globalThis.navigator?.hardwareConcurrency ?? 1,
  canShare: () => {
    if (typeof Worker === 'undefined') return 'there are no workers here';
    if (globalThis.crossOriginIsolated) return true;
    return (
      'the page is not cross-origin isolated; serve it with Cross-Origin-Opener-Policy: same-origin and ' +
      'Cross-Origin-Embedder-Policy: require-corp'
    );
  },
  mayWait: () => {
    try {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1);
      return true;
    } catch {
      return false;
    }
  },
  startThread,
  withoutRethrowers: (start) => start(),
  keepListeners: (run) => run(),
};
