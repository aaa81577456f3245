// internal: what a browser has as globals, and Node has not

/** Defines what is missing of them and `navigator.gpu`, and gives the undo. */
export const missingGlobals = (globals: object, gpu: object): (() => void) => {
  const undos: (() => void)[] = [];
  const define = (target: object, name: string, value: unknown): void => {
    if (name in target) return;
    Object.defineProperty(target, name, { value, configurable: true, writable: true });
    undos.push(() => {
      Reflect.deleteProperty(target, name);
    });
  };
  for (const [name, value] of Object.entries(globals)) define(globalThis, name, value);
  define(globalThis, 'navigator', {});
  define(globalThis.navigator, 'gpu', gpu);
  return () => {
    for (const undo of undos.splice(0).reverse()) undo();
  };
};
