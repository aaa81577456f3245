// internal: what a page keeps of CIFAR-10, seen from outside
import { allKept, bytesKept, dropKept } from './cache.ts';

export const kept = async (): Promise<{ bytes: number } | undefined> => {
  const sizes = await Promise.all((await allKept()).map(bytesKept));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes === 0 ? undefined : { bytes };
};

export const removeKept = async (): Promise<void> => {
  for (const folder of await allKept()) {
    if (!(await dropKept(folder)))
      throw new Error('removeCifar10: another tab is keeping it just now; close that tab, or call again');
  }
};
