import { installLine } from '@kindling/app-common';
import { useMemo, useRef } from 'preact/hooks';
import * as copy from '../../copy/code.ts';
import { colouring } from '../../draw/colouring.ts';
import { changedLines } from '../../state/changedLines.ts';
import { script } from '../../state/code.ts';
import { download } from '../../state/download.ts';
import { CopyButton } from './CopyButton.tsx';
import { Scrolled } from './Scrolled.tsx';

const Line = ({ text }: { readonly text: string }) => (
  <>
    {colouring(text).map(({ part, text: piece }, index) =>
      part === 'plain' ? (
        piece
      ) : (
        <span key={index} class={`code-${part}`}>
          {piece}
        </span>
      ),
    )}
    {'\n'}
  </>
);

/** The program of what the controls say; lines that have just changed are marked for a moment. */
export const Script = () => {
  const text = script.value;
  const before = useRef({ text, version: 0, changed: new Set() as ReadonlySet<number> });
  const { version, changed } = useMemo(() => {
    const { current } = before;
    if (current.text !== text)
      before.current = { text, version: current.version + 1, changed: changedLines(current.text, text) };
    return before.current;
  }, [text]);
  return (
    <>
      <p class="hint">{copy.hint}</p>
      <div class="row">
        <CopyButton text={text} label={copy.copyIt} />
        <button type="button" class="button" onClick={() => download(copy.fileName, text, 'text/plain')}>
          {copy.download}
        </button>
      </div>
      <Scrolled label={copy.script} kind="script">
        <code>
          {text
            .trimEnd()
            .split('\n')
            .map((line, index) => (
              // A line that changes again is marked anew.
              <span
                key={changed.has(index) ? `${version}-${index}` : index}
                class={changed.has(index) ? 'changed' : ''}
              >
                <Line text={line} />
              </span>
            ))}
        </code>
      </Scrolled>
      <p class="small">{copy.inTerminal}</p>
      <Scrolled label={copy.inTerminal} kind="terminal">
        {`${installLine()}\n${copy.run}`}
      </Scrolled>
    </>
  );
};
