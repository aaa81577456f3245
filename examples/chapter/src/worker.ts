// In a worker: it is told the options by a message, and answers with the result.
import { asked } from './asked.ts';
import { chapter } from './chapter.ts';

addEventListener('message', async ({ data }: MessageEvent<string>) => {
  const answer = await chapter(asked(data)).catch((error: unknown) => ({ error: String(error) }));
  postMessage(answer);
});
