import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';

/** What a button gives as a file. */
const downloaded = async (page: Page, name: string): Promise<Buffer> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return readFileSync(await download.path());
};

/** Chooses a file with the button that asks for one. */
export const choose = async (page: Page, button: string, name: string, buffer: Buffer): Promise<void> => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  await chooser.setFiles({ name, mimeType: '', buffer });
};

/** Drops a file upon the page. */
export const drop = async (page: Page, name: string, content: Buffer): Promise<void> => {
  await page.evaluate(
    ([as, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], as));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content.toString('base64')] as const,
  );
};

/** The tensors of a safetensors file, without what its head says of times and places. */
export const tensorsOf = (file: Buffer): Buffer => file.subarray(8 + Number(file.readBigUInt64LE(0)));

/** The sheet that shows and keeps what a run is. */
export const openCode = async (page: Page): Promise<Locator> => {
  await page.getByRole('button', { name: 'Code', exact: true }).click();
  const sheet = page.getByRole('complementary', { name: 'Code' });
  await sheet.waitFor();
  return sheet;
};

/** The project that the page saves of its run. The page is then as it was: nothing lies over it. */
export const project = async (page: Page): Promise<Buffer> => {
  const sheet = await openCode(page);
  const file = await downloaded(page, 'Save project');
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  return file;
};

/** In which phase the runs are that are kept: the last one, and the one before it. */
export const keptPhases = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open('kindling-backups'));
    const values: readonly unknown[] = await settled(database.transaction('slots').objectStore('slots').getAll());
    database.close();
    return values
      .filter((value) => value instanceof Uint8Array)
      .map((bytes) => {
        const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
        const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
        return JSON.parse(head.__metadata__['web-demo']).phase;
      });
  });
