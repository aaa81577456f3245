import { createSession, type Engine } from '@kindling/core';

/**
 * The reference engine: every operation runs as it comes, on whichever backend is set.
 *
 * @example
 * ```ts
 * import { compile, eager } from '@kindling/train';
 * import { dense, input, sequential } from '@kindling/models';
 *
 * const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'sgd', loss: 'mse', engine: eager() });
 * trainer.dispose();
 * ```
 */
export const eager = (): Engine => (program, options) => createSession(program, options);
