// internal: how the options of `cifar10` are read
import {
  count,
  flag,
  functionOption,
  type Option,
  type OptionTable,
  optional,
  optionOf,
  show,
  text,
} from '@kindling/core';
import { isSource } from './from.ts';
import type { Cifar10Options, Cifar10Progress, Cifar10Source } from './options.ts';

const sha256: Option<string> = optionOf((_owner, _name, value) => {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return;
  throw new Error(`cifar10: sha256 must be 64 hexadecimal digits in lower case, got ${show(value)}`);
});

const signal: Option<AbortSignal> = optionOf((owner, name, value) => {
  if (typeof (value as AbortSignal | null)?.throwIfAborted === 'function') return;
  throw new TypeError(`${owner}: ${name} must be an AbortSignal, got ${show(value)}`);
});

const from: Option<Cifar10Source> = optionOf((owner, name, value) => {
  if (isSource(value)) return;
  throw new TypeError(
    `${owner}: ${name} must be a File, Blob, Response, ReadableStream or a list of Files, got ${show(value)}`,
  );
});

export const cifar10Options: OptionTable<Cifar10Options> = {
  path: optional(text),
  from: optional(from),
  cacheDir: optional(text),
  cache: optional(flag),
  url: optional(text),
  sha256: optional(sha256),
  train: optional(count),
  onProgress: optional(functionOption<(progress: Cifar10Progress) => void>()),
  onNote: optional(functionOption<(line: string) => void>()),
  signal: optional(signal),
};
