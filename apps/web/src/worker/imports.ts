import type { Desk } from './desk.ts';
import { placeOf } from './desk.ts';
import { failureOf } from './failures.ts';
import type { SessionHost } from './host.ts';
import type { Order } from './protocol.ts';

export interface Imports {
  begin(order: Extract<Order, { type: 'import' }>): Promise<void>;
  cancel(): void;
}

/** Archives on their way: the run at work goes on meanwhile, and where one fails nothing has changed. */
export const createImports = (desk: Desk, { importCifar10 }: Pick<SessionHost, 'importCifar10'>): Imports => {
  let abort: AbortController | undefined;
  return {
    begin: async ({ from, keep, pictures }) => {
      abort?.abort();
      const mine = new AbortController();
      abort = mine;
      const { signal } = mine;
      try {
        await importCifar10(from, {
          ...{ keep, pictures, signal },
          onProgress: (progress) => desk.post({ type: 'import', ...progress }),
        });
        desk.post({ type: 'importEnded', how: 'done' });
      } catch (error) {
        const isCancelled = signal.aborted && error === signal.reason;
        desk.post({ type: 'importEnded', how: isCancelled ? 'cancelled' : 'failed' });
        if (!isCancelled) desk.post({ type: 'failed', failure: failureOf(error, placeOf(desk)) });
      }
    },
    cancel: () => abort?.abort(),
  };
};
