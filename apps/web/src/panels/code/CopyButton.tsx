import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import * as copy from '../../copy/code.ts';
import { copyText } from '../../state/clipboard.ts';

interface Props {
  readonly text: string;
  readonly label: string;
}

/** Copies a text, and says whether that went well. */
export const CopyButton = ({ text, label }: Props) => {
  const how = useSignal<'copied' | 'notCopied' | undefined>(undefined);
  useEffect(() => {
    if (how.value !== 'copied') return;
    const timer = setTimeout(() => {
      how.value = undefined;
    }, 1500);
    return () => clearTimeout(timer);
  }, [how.value]);
  return (
    <>
      <button
        type="button"
        class="button copy"
        onClick={async () => {
          how.value = (await copyText(text)) ? 'copied' : 'notCopied';
        }}
      >
        {how.value === 'copied' ? copy.copied : label}
      </button>
      <span class={how.value === 'notCopied' ? 'refused' : 'hidden-visually'} role="status">
        {how.value === 'copied' && copy.copied}
        {how.value === 'notCopied' && copy.notCopied}
      </span>
    </>
  );
};
