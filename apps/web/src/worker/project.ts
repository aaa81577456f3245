import type { Spec } from '@kindling/app-common';
import { decodeSafetensors, encodeSafetensors } from '@kindling/models/safetensors';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '@kindling/train';
import type { RunRecord } from './record.ts';

/** A run: what it needs to go on to the bit, and what the page shows of it. */
export interface Project {
  readonly checkpoint: Checkpoint;
  readonly record: RunRecord;
}

/** What a file that was dropped holds: a project of this page, or a model of the library that a spec can express. */
export type Opened =
  | { readonly kind: 'project'; readonly project: Project }
  /** `decodeModel(bytes, layers)` gives the weights, to begin with. */
  | { readonly kind: 'model'; readonly spec: Spec; readonly bytes: Uint8Array };

const key = 'web-demo';

/** A run as one safetensors file: `loadModel` reads its model, this page all of it. */
export const encodeProject = async ({ checkpoint, record }: Project): Promise<Uint8Array<ArrayBuffer>> => {
  const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(checkpoint));
  return encodeSafetensors({ tensors, metadata: new Map([...metadata, [key, JSON.stringify(record)]]) });
};

/**
 * The run of a file that `encodeProject` wrote, whoever made it.
 *
 * @throws Failed, of kind `file`, in one sentence
 */
export const decodeProject = async (bytes: Uint8Array): Promise<Project> => {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const { [key]: record, ...rest } = Object.fromEntries(metadata);
  const checkpoint = await decodeCheckpoint(encodeSafetensors({ tensors, metadata: new Map(Object.entries(rest)) }));
  return { checkpoint, record: JSON.parse(record!) };
};

/**
 * What a file that was dropped holds.
 *
 * @throws Failed, of kind `file`, in one sentence
 */
export const openFile = async (file: Blob): Promise<Opened> => ({
  kind: 'project',
  project: await decodeProject(new Uint8Array(await file.arrayBuffer())),
});
