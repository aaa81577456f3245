import { useSignal } from '@preact/signals';
import { keep as copy } from '../../copy/code.ts';
import { link } from '../../state/code.ts';
import { saveHistory, saveProject } from '../../state/project.ts';
import { rows, runSpec } from '../../state/run.ts';
import { CopyButton } from './CopyButton.tsx';

/** A run as files and as a link. */
export const Keep = () => {
  const why = useSignal<string | undefined>(undefined);
  const save = async (): Promise<void> => {
    why.value = undefined;
    await saveProject().catch((error: Error) => {
      why.value = error.message;
    });
  };
  return (
    <section class="keep" aria-labelledby="keep-title">
      <h3 id="keep-title">{copy.title}</h3>
      <div class="row">
        <button type="button" class="button" disabled={runSpec.value === undefined} onClick={() => void save()}>
          {copy.save}
        </button>
        <button type="button" class="button" disabled={rows.value.length === 0} onClick={saveHistory}>
          {copy.csv}
        </button>
      </div>
      <p class="small">{copy.saveWhat}</p>
      {why.value !== undefined && (
        <p class="refused" role="alert">
          {why.value}
        </p>
      )}
      <div class="keep-link">
        <input
          class="value mono"
          type="text"
          readOnly
          aria-label={copy.linkLabel}
          value={link.value}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <CopyButton text={link.value} label={copy.link} />
      </div>
      <p class="small">{copy.linkWhat}</p>
    </section>
  );
};
