// internal: the loss of a device, told to all who wait for it
import { DeviceLostError } from '@kindling/core';

export interface Loss {
  /** Comes when the device is lost, but for our own doing. */
  readonly lost: Promise<DeviceLostError>;
  /** Set when it has come. */
  error(): DeviceLostError | undefined;
  /** Does what the device is to answer; rejects when it is lost before. */
  whileThere<T>(work: () => Promise<T>): Promise<T>;
  /** From now on the loss is our own doing. */
  expect(): void;
}

export const watchLoss = (device: Pick<GPUDevice, 'lost'>): Loss => {
  let error: DeviceLostError | undefined;
  let isExpected = false;
  const waiting = new Set<(error: Error) => void>();
  const lost = new Promise<DeviceLostError>((resolve) => {
    device.lost.then(({ reason, message }) => {
      error = new DeviceLostError(describeLoss(reason, message), reason);
      for (const reject of waiting) reject(error);
      waiting.clear();
      if (!isExpected) resolve(error);
    });
  });

  /** What browsers call AbortError is no abort of the user's. */
  const translate = async (cause: unknown): Promise<unknown> => {
    if ((cause as Error | undefined)?.name !== 'AbortError') return error ?? cause;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, grace);
    });
    await Promise.race([device.lost, late]);
    clearTimeout(timer);
    return error ?? new Error(`webgpu: the GPU gave up: ${(cause as Error).message}`, { cause });
  };

  return {
    lost,
    error: () => error,
    whileThere: <T>(work: () => Promise<T>) => {
      if (error !== undefined) return Promise.reject<T>(error);
      return new Promise<T>((resolve, reject) => {
        waiting.add(reject);
        work()
          .then(resolve, async (cause) => reject(await translate(cause)))
          .finally(() => waiting.delete(reject));
      });
    },
    expect: () => {
      isExpected = true;
    },
  };
};

/** In ms: a busy GPU gives a read up first, and says later that it is lost. */
const grace = 5000;

const describeLoss = (reason: string, message: string): string =>
  `webgpu: the device is lost (${[reason, message].filter((word) => word).join(': ')}), and all tensors on it; ` +
  'selectBackend gives a new device; go on from a checkpoint';
