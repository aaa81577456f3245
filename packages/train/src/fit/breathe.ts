// internal: letting the host have its turn
const interval = 50;

/**
 * A function that, called often, gives the event loop a turn every 50 ms: signals, timers and pages live on.
 * A message is not held back in hidden tabs, as timers are.
 */
export const createBreather = (): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    if (performance.now() - last < interval) return undefined;
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        last = performance.now();
        resolve();
      };
      port2.postMessage(undefined);
    });
  };
};
