import { createHash } from 'node:crypto';
import type { Split } from '@kindling/data';

/** What tells one set of pictures from another: how many, and SHA-256 over their bytes and labels. */
export interface Fingerprint {
  readonly pictures: number;
  readonly sha256: string;
}

export const fingerprint = ({ x, y }: Split): Fingerprint => ({
  pictures: x.shape[0],
  sha256: createHash('sha256').update(x.data).update(y.data).digest('hex'),
});
