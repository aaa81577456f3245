import { useSignal } from '@preact/signals';
import { keep as copy } from '../../copy/code.ts';
import { layersText } from '../../copy/model.ts';
import { link, whose } from '../../state/code.ts';
import { fileTold } from '../../state/door.ts';
import { saveHistory, saveProject } from '../../state/project.ts';
import { rows, runSpec, step } from '../../state/run.ts';
import { FileButton } from '../data/FileButton.tsx';
import { CopyButton } from './CopyButton.tsx';

/** What was opened or refused: said here, where it was asked for. */
const Told = () =>
  fileTold.value === undefined ? null : (
    <p class={fileTold.value.isWrong ? 'refused' : 'small'} role={fileTold.value.isWrong ? 'alert' : 'status'}>
      {fileTold.value.sentence}
    </p>
  );

/** A run as files and as a link. */
export const Keep = () => {
  const why = useSignal<string | undefined>(undefined);
  const run = runSpec.value;
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
        <button type="button" class="button" disabled={run === undefined} onClick={() => void save()}>
          {copy.save}
        </button>
        <FileButton label={copy.open} accept=".safetensors" />
        <button type="button" class="button" disabled={rows.value.length === 0} onClick={saveHistory}>
          {copy.csv}
        </button>
      </div>
      <p class="small">{run === undefined ? copy.saveNothing : copy.saveWhat(layersText(run.layers), step.value)}</p>
      <p class="small">
        {copy.load} <code class="mono">{copy.loadLine}</code>
      </p>
      {why.value !== undefined && (
        <p class="refused" role="alert">
          {why.value}
        </p>
      )}
      <Told />
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
      <p class="small">{copy.linkWhat[whose.value]}</p>
    </section>
  );
};
