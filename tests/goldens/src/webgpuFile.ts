import { existsSync, readFileSync } from 'node:fs';
import type { Finding } from './findings.ts';
import type { Verdict } from './verdict.ts';

/**
 * What was found of a family on webgpu, where there is one: by column and row, `yes`, or what is not so, with the cases
 * in which it is not. webgpu.test.ts compares it with what it finds now.
 */
export type WebgpuFile = Readonly<Record<string, Readonly<Record<string, Row>>>>;
type Row = 'yes' | Readonly<Partial<Record<Verdict, readonly string[]>>>;

/** Where a family's is, from this folder: by the first word of its title. */
export const fileOf = (title: string): string => `../webgpu/${title.split(' ')[0]!.toLowerCase()}.json`;

/** The findings of one family, as its file has them. */
export const foundOnWebgpu = (title: string): Finding[] => {
  const place = new URL(fileOf(title), import.meta.url);
  if (!existsSync(place)) return [];
  const file: WebgpuFile = JSON.parse(readFileSync(place, 'utf8'));
  return Object.entries(file).flatMap(([column, rows]) =>
    Object.entries(rows).flatMap(([row, found]): Finding[] =>
      found === 'yes'
        ? [{ row, name: row, column, verdict: 'yes' }]
        : Object.entries(found).flatMap(([verdict, names = []]) =>
            names.map((name) => ({ row, name, column, verdict: verdict as Verdict })),
          ),
    ),
  );
};

/** Findings of one family as the file has them. */
export const forFile = (findings: readonly Finding[]): WebgpuFile => {
  const columns: Record<string, Record<string, 'yes' | Partial<Record<Verdict, string[]>>>> = {};
  for (const { row, name, column, verdict } of findings) {
    columns[column] ??= {};
    const rows = columns[column];
    rows[row] ??= 'yes';
    if (verdict === 'yes') continue;
    const faults = rows[row] === 'yes' ? {} : rows[row];
    rows[row] = { ...faults, [verdict]: [...(faults[verdict] ?? []), name] };
  }
  return columns;
};
