import { invocation } from './command.ts';
import { type Flags, spell, written } from './flags.ts';

export interface Help {
  readonly command: string;
  /** What follows the command: `RUN PICTURE...`. */
  readonly positionals?: string;
  /** What it does, in paragraphs. */
  readonly does: string;
  readonly flags: Flags;
  /** Lines to type, with what each is good for. */
  readonly examples: readonly (readonly [typed: string, purpose: string])[];
}

const width = 80;

/** Paragraphs broken at spaces, each line after the first indented. */
export const wrap = (text: string, indent = 0): string => {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.join(`\n${' '.repeat(indent)}`);
};

/** Rows of two columns, the second one wrapped. */
export const table = (rows: readonly (readonly [string, string])[]): string => {
  const left = 4 + Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(left - 2)}${wrap(text, left)}`).join('\n');
};

export const helpOf = ({ command, positionals, does, flags, examples }: Help): string => {
  const usage = [invocation, command, ...(positionals === undefined ? [] : [positionals]), '[flags]'].join(' ');
  const rows = Object.entries(flags).map(([key, { alias, placeholder, help, fallback }]) => {
    const standard = fallback === undefined ? '' : ` (default: ${written(fallback)})`;
    return [`${spell(alias ?? key)} ${placeholder}`, `${help}${standard}`] as const;
  });
  return [
    `Usage: ${usage}`,
    ...does.split('\n').map((paragraph) => wrap(paragraph)),
    `Flags\n${table([...rows, ['--help', 'shows this']])}`,
    `Examples\n${examples.map(([typed, purpose]) => `  ${invocation} ${typed}\n      ${wrap(purpose, 6)}`).join('\n')}`,
  ].join('\n\n');
};
