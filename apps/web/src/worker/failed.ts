import type { Failure } from './protocol.ts';

/** Thrown where the page has a sentence for what went wrong. */
export class Failed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure, cause?: unknown) {
    super(failure.sentence, { cause });
    this.name = 'Failed';
    this.failure = failure;
  }
}
