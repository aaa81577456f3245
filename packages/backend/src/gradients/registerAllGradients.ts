import { registerGradients } from '@kindling/core';
import { all } from './all.ts';

/**
 * Registers the gradient of every operation that has one. tfjs-core alone has none in Node, and differentiating then
 * fails with `gradient function not found`. {@link selectBackend} calls this; it stands here for those who set up tfjs
 * themselves.
 *
 * @returns The undo, which takes out what this call has put in and nothing else.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import { registerAllGradients } from '@kindling/backend';
 * import { grad, square, tensor1d } from '@tensorflow/tfjs-core';
 *
 * registerAllGradients();
 * await grad((x) => square(x))(tensor1d([3])).data(); // Float32Array [6]
 * ```
 */
export const registerAllGradients = (): (() => void) => registerGradients(all);
