import { bookSpec, readSpec, type Spec } from '@kindling/app-common';
import { decodeSafetensors, encodeSafetensors, type Safetensors } from '@kindling/models/safetensors';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from '@kindling/train';
import { files, mostFileBytes } from '../copy/files.ts';
import { Failed } from './failed.ts';
import { fitted, type RunRecord, readRecord, recordText } from './record.ts';
import { hiddenIn, requireSameModel, requireWeights } from './sameModel.ts';

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

/** The metadata's entry that is the page's. */
const key = 'web-demo';

/** A run as one safetensors file: `loadModel` reads its model, this page all of it. */
export const encodeProject = async ({ checkpoint, record }: Project): Promise<Uint8Array<ArrayBuffer>> => {
  const { tensors, metadata } = decodeSafetensors(await encodeCheckpoint(checkpoint));
  return encodeSafetensors({ tensors, metadata: new Map([...metadata, [key, recordText(record)]]) });
};

const opened = (bytes: Uint8Array): Safetensors => {
  try {
    return decodeSafetensors(bytes);
  } catch (cause) {
    throw new Error(files.noFile, { cause });
  }
};

const projectIn = async ({ tensors, metadata }: Safetensors, text: string): Promise<Project> => {
  const record = readRecord(text);
  const { spec } = record;
  requireWeights(tensors, spec);
  const rest = new Map([...metadata].filter(([name]) => name !== key));
  let checkpoint: Checkpoint;
  try {
    // Its checksum is over what the library wrote.
    checkpoint = await decodeCheckpoint(encodeSafetensors({ tensors, metadata: rest }));
  } catch (cause) {
    throw new Error(files.damaged, { cause });
  }
  requireSameModel(checkpoint.model, spec);
  if (checkpoint.seed !== spec.seed) throw new Error(files.otherRun);
  return { checkpoint, record: fitted(record, checkpoint) };
};

/**
 * The run of a file that `encodeProject` wrote, whoever made it.
 *
 * @throws Error in words
 */
export const decodeProject = async (bytes: Uint8Array): Promise<Project> => {
  const file = opened(bytes);
  const text = file.metadata.get(key);
  if (text === undefined) throw new Error(files.noModel);
  return projectIn(file, text);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(files.damaged, { cause });
  }
};

/** The spec of a model that came without one: all else is as `base` says. */
const specIn = ({ tensors, metadata }: Safetensors, base: Spec): Spec => {
  const text = metadata.get('model');
  if (text === undefined) throw new Error(files.noModel);
  const model = parsed(text);
  const read = readSpec({ ...base, layers: hiddenIn(model) });
  if (!('spec' in read)) throw new Error(Object.values(read.refused)[0]);
  requireSameModel(model, read.spec);
  requireWeights(tensors, read.spec);
  return read.spec;
};

/**
 * What a file that was dropped holds; a model alone begins a run with the settings of `base`.
 *
 * @throws Failed, of kind `file`, in one sentence
 */
export const openFile = async (file: Blob, base: Spec = bookSpec): Promise<Opened> => {
  const name = (file as File).name ?? 'the file';
  const refused = (sentence: string, cause: unknown): Failed =>
    new Failed({ kind: 'file', sentence, details: detailsOf(cause), offers: [{ do: 'dismiss' }] }, cause);
  if (file.size > mostFileBytes) throw refused(files.refused(name, files.tooLarge(file.size)), undefined);
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw refused(files.unreadable(name), cause);
  }
  try {
    const contents = opened(bytes);
    const text = contents.metadata.get(key);
    if (text !== undefined) return { kind: 'project', project: await projectIn(contents, text) };
    return { kind: 'model', spec: specIn(contents, base), bytes };
  } catch (cause) {
    throw refused(files.refused(name, (cause as Error).message), cause);
  }
};

/** The library's own words, where it refused. */
const detailsOf = (error: unknown): string | undefined => {
  const { cause = error } = Object(error) as { readonly cause?: unknown };
  return cause === undefined ? undefined : String(cause);
};
