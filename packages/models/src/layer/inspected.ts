// internal: how Node prints what has more inside than anyone wants to read

import { show } from '@kindling/core';
import type { CommonOptions } from './layer.ts';

/** The value, which `console.log` prints as this line; where there is no such custom, nothing happens. */
export const inspected = <T extends object>(value: T, line: () => string): T =>
  Object.defineProperty(value, Symbol.for('nodejs.util.inspect.custom'), { value: line });

/** `dense "out"` */
export const titleOf = (kind: string, { name, trainable }: CommonOptions): string =>
  `${kind}${name === undefined ? '' : ` ${show(name)}`}${trainable === false ? ', frozen' : ''}`;

const optionText = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'kind' in value ? String(value.kind) : show(value);

/** `dense "out" { units: 3, activation: "relu" }` */
export const layerLine = (kind: string, common: CommonOptions, config: object): string => {
  const options = Object.entries(config).filter(([, value]) => value !== undefined);
  const text = options.map(([name, value]) => `${name}: ${optionText(value)}`).join(', ');
  return `${titleOf(kind, common)}${text === '' ? '' : ` { ${text} }`}`;
};
