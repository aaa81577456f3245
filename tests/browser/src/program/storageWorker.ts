import { storage } from './storage.ts';

addEventListener('message', async ({ data: [name, args] }: MessageEvent<[keyof typeof storage, never]>) => {
  postMessage(await (storage[name] as (...args: unknown[]) => unknown)(...(args as unknown[])));
});
