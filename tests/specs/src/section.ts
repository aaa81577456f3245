import { byMissingKernel, type Comparison } from './compare.ts';
import { mistaken } from './mistaken.ts';

const row = (...cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The section of docs/support.md on the specs, from what was found. */
export const section = (comparison: Comparison): string => {
  const { passed, failed, gained, lost } = comparison;
  const passing = new Set(gained);
  const known = Object.keys(mistaken).filter((name) => lost.has(name));
  const lacks = [...byMissingKernel(comparison)]
    .map(([kernel, specs]) => ({
      lack: kernel === undefined ? 'other' : `kernel \`${kernel}\``,
      specs: specs.length,
      passes: specs.filter((name) => passing.has(name)).length,
    }))
    .sort((a, b) => b.passes - a.passes || b.specs - a.specs || (a.lack < b.lack ? -1 : 1));
  return `## The specs of tfjs-core

tfjs-core ships the specs that its backends are tested with. Here they run on the wasm backend, as published and with
\`install()\` of \`@kindling/wasm\`, on one thread and on two; what passes is the same on both.

${[
  row('', 'as published', 'with `install()`'),
  row('---', '---', '---'),
  row('pass', passed.length, passed.length + gained.length - lost.size),
  row('fail', failed.size, failed.size - gained.length + lost.size),
  row('of those that pass as published, fail', '', lost.size),
].join('\n')}

${known.map((name) => `\`${name}\` asks for a wrong number: ${mistaken[name]}.`).join('\n')}

Those that fail as published, by what they lack:

${[
  row('', 'specs', 'pass with `install()`'),
  row('---', '---', '---'),
  ...lacks.map(({ lack, specs, passes }) => row(lack, specs, passes)),
].join('\n')}
`;
};
