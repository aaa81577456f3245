import { trainer } from '../copy/trainer.ts';
import { failure } from './run.ts';

/** Tells people what nobody has caught on the page, which else would stand in the console alone. */
export const tellPageErrors = (): void => {
  const tell = (error: unknown): void => {
    // A browser also sends warnings this way, and errors of other origins: neither comes with an error of ours.
    if (!(error instanceof Error)) return;
    failure.value ??= {
      kind: 'unexpected',
      sentence: trainer.pageFailed,
      details: String(error),
      offers: [{ do: 'dismiss' }],
    };
  };
  addEventListener('error', ({ error }) => tell(error));
  addEventListener('unhandledrejection', ({ reason }) => tell(reason));
};
