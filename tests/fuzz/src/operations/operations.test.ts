import { describe, expect, test } from 'vitest';
import { exported, exportedNames } from './exported.ts';
import { type Finding, startFuzz } from './fuzzOperations.ts';
import { operations } from './operations.ts';
import { others } from './others.ts';
import { supportOf } from './support.ts';

const names = exportedNames();

describe('the table', () => {
  test('has every function that tfjs-core exports, or the reason why not', () => {
    const listed = new Set<unknown>(operations.map(({ name }) => exported(name)));
    const left = new Set(Object.keys(others).flatMap((reason) => others[reason]!));
    expect(names.filter((name) => !listed.has(exported(name)) && !left.has(name))).toEqual([]);
    expect([...left].filter((name) => !names.includes(name) || listed.has(exported(name)))).toEqual([]);
  });

  test('has each once', () => {
    const all = operations.map(({ name }) => name);
    expect(all.filter((name, i) => all.indexOf(name) !== i)).toEqual([]);
  });
});

describe('10,000 cases on wasm with our kernels', { timeout: 300_000 }, () => {
  const findings: Finding[] = [];

  test('give what cpu gives, or a refusal in words; nothing else is written, nothing left behind', async () => {
    const { once, end } = await startFuzz();
    for (let at = 0; at < 10_000; at++) {
      findings.push(await once(operations[at % operations.length]!, Math.floor(at / operations.length)));
    }
    await end();
    const refused = findings.filter(({ verdict }) => verdict === 'refused').length;
    console.log(`${findings.length} cases, seeds from 0, ${refused} refused`);
    expect(findings.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
  });

  test('have the gradients that the table says', () => {
    const differentiable = new Set(findings.filter(({ hasGradient }) => hasGradient).map(({ operation }) => operation));
    const said = operations.filter(({ gradient }) => gradient !== false).map(({ name }) => name);
    expect(said.filter((name) => !differentiable.has(name))).toEqual([]);
  });

  test('are counted in docs/support.md', async () => {
    await expect(supportOf(findings)).toMatchFileSnapshot('../../operations.md');
  });
});
