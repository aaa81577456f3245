import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { onDemandCopy } from '../copy/onDemand.ts';

/** A part that is loaded when it is first shown, and stays; where its file does not come, that is said. */
export const onDemand = (load: () => Promise<ComponentType>) => {
  const part = signal<{ readonly Part: ComponentType } | undefined>(undefined);
  const refused = signal<string | undefined>(undefined);
  const get = (): void => {
    refused.value = undefined;
    load().then(
      (Part) => {
        part.value = { Part };
      },
      (error: Error) => {
        refused.value = error.message;
      },
    );
  };
  return () => {
    useEffect(() => {
      if (part.peek() === undefined) get();
    }, []);
    if (part.value !== undefined) return <part.value.Part />;
    if (refused.value === undefined) return null;
    return (
      <p class="refused row" role="alert">
        {onDemandCopy.refused(refused.value)}
        <button type="button" class="button" onClick={get}>
          {onDemandCopy.again}
        </button>
      </p>
    );
  };
};
