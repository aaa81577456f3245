import { toScript } from '@kindling/app-common';
import { expect, test } from 'vitest';
import { inScript, small } from '../../../apps/common/testing/inScript.ts';
import { inDemo, press, says } from './demo.ts';
import { openCode, project } from './files.ts';

interface Row {
  readonly loss: number;
}

inDemo((demo) => {
  test('the first 20 losses of the page are those of the script that it shows, in Node, to the bit', async () => {
    const layers = small.layers.map(({ units, activation }) => `${units}${activation}`).join();
    const hash = `n=${small.pictures}&test=${small.test}&layers=${layers}&epochs=${small.epochs}&seed=${small.seed}`;
    const { page } = await demo.open({ hash: `${hash}&device=wasm` });
    await press(page, 'Train');
    await says(page, /^Done in /);
    const file = await project(page);
    const shown = await (await openCode(page)).getByRole('region', { name: 'The script' }).textContent();
    expect(shown?.trim()).toBe(toScript(small).trim());
    const node = (await inScript(small)) as readonly Row[];
    expect(node).toHaveLength(20);
    expect(rowsIn(file).map(({ loss }) => loss)).toEqual(node.map(({ loss }) => loss));
  }, 120_000);
});

/** The epochs of a project, as its file tells them to the page: in full. */
const rowsIn = (file: Buffer): readonly Row[] => {
  const head = JSON.parse(file.subarray(8, 8 + Number(file.readBigUInt64LE(0))).toString());
  return JSON.parse(head.__metadata__['web-demo']).rows;
};
