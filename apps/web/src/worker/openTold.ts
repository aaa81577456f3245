import type { Spec } from '@kindling/app-common';
import type { Loaded } from './dataset.ts';
import type { Desk } from './desk.ts';
import type { SessionHost } from './host.ts';

/** Opens data and tells how far that is, so that reading the page's storage is never taken for silence. */
export const openTold =
  (desk: Pick<Desk, 'post'>, openData: SessionHost['openData']) =>
  async (spec: Spec): Promise<Loaded> => {
    let isTold = false;
    const onProgress: NonNullable<Parameters<typeof openData>[1]>['onProgress'] = (progress) => {
      isTold = true;
      desk.post({ type: 'import', ...progress, stage: 'kept' });
    };
    try {
      return await openData(spec, { onProgress });
    } finally {
      if (isTold) desk.post({ type: 'importEnded', how: 'opened' });
    }
  };
