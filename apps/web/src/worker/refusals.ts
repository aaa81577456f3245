import { dataset } from '../copy/dataset.ts';
import { Failed } from './failed.ts';
import type { FailureKind } from './protocol.ts';

/** As `cifar10` of the library words them: `cifar10: <where>: <what is wrong>; <what to do>`. */
const reasonIn = (message: string, where: string): string => {
  const said = message.replace(/^cifar10: /, '').replace(`${where}: `, '');
  const remedy = said.lastIndexOf('; ');
  return remedy === -1 ? said : said.slice(0, remedy);
};

const causes = (error: unknown): readonly unknown[] =>
  error instanceof Error ? [error, ...causes(error.cause)] : [error];

const isNamed = (error: unknown, ...names: readonly string[]): boolean =>
  causes(error).some((cause) => names.includes((cause as Error | null)?.name ?? ''));

const isNoMemory = (error: unknown): boolean =>
  causes(error).some((cause) => cause instanceof RangeError && /alloc|array length|array buffer/i.test(cause.message));

/** What the page says of an archive that the library refused after so many bytes. */
export const refusal = (from: Blob | string, error: unknown, loaded: number): Failed => {
  const isUrl = typeof from === 'string';
  const where = isUrl ? from : ((from as File).name ?? 'the blob');
  const failed = (kind: FailureKind, sentence: string): Failed =>
    new Failed({ kind, sentence, details: String(error), offers: [{ do: 'dismiss' }] }, error);
  if (isNoMemory(error)) return failed('memory', dataset.noMemory);
  const why = reasonIn(error instanceof Error ? error.message : String(error), where);
  if (isUrl) return failed('archive', dataset.noDownload(why));
  if (isNamed(error, 'NotFoundError', 'NotReadableError')) return failed('archive', dataset.notReadable(where));
  const isCut = why.endsWith('ends in the middle') && loaded >= 1e6;
  return failed('archive', dataset.notArchive(where, isCut ? dataset.endsEarly(why, loaded) : why));
};

/** What the page says beside the data, of a line that the library noted; undefined where a sentence says it already. */
export const noteOf = (line: string): { readonly text: string; readonly kept?: false } | undefined => {
  const unkept = /^cifar10: this page keeps nothing for the next time: (.*)$/s.exec(line)?.[1];
  if (unkept !== undefined) {
    return { text: unkept.includes('QuotaExceededError') ? dataset.full : dataset.notSaved(unkept), kept: false };
  }
  if (line.includes('but is not the official')) return { text: dataset.notOfficial };
  if (line.includes('whether it is the official')) return { text: dataset.unsure };
  return undefined;
};
