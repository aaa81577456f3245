// internal: options that several plots share
import { type Option, optionOf, show } from '@kindling/core/options';

/** A string, which may be empty. */
export const anyText: Option<string> = optionOf((owner, name, value) => {
  if (typeof value !== 'string') throw new TypeError(`${owner}: ${name} must be a string, got ${show(value)}`);
});
