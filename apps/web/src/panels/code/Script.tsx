import { checkoutLines, installLine, published, scriptName } from '@kindling/app-common';
import { useMemo, useRef } from 'preact/hooks';
import * as copy from '../../copy/code.ts';
import { colouring } from '../../draw/colouring.ts';
import { changedLines } from '../../state/changedLines.ts';
import { script, wanted, whose } from '../../state/code.ts';
import { differs } from '../../state/differs.ts';
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

const choices = [
  ['run', copy.ofRun],
  ['next', copy.ofNext],
] as const;

/** Whose program it is; where there are two, which. */
const Whose = () => (
  <>
    {differs.value && (
      <fieldset class="whose">
        <legend class="hidden-visually">{copy.whose}</legend>
        {choices.map(([name, text]) => (
          <button
            key={name}
            type="button"
            class="button"
            aria-pressed={whose.value === name}
            onClick={() => {
              wanted.value = name;
            }}
          >
            {text}
          </button>
        ))}
      </fieldset>
    )}
    <p class="hint">{copy.hint[whose.value]}</p>
  </>
);

/** Lines for a terminal, to be copied. */
const Terminal = ({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) => (
  <>
    <Scrolled label={label} kind="terminal">
      <code>
        {lines.map((line) => (
          <span key={line}>
            {line}
            {'\n'}
          </span>
        ))}
      </code>
    </Scrolled>
    <div class="row">
      <CopyButton text={lines.join('\n')} label={copy.copyLines} />
    </div>
  </>
);

/** How deep a line stands, so that what does not fit goes on below, deeper. */
const depthOf = (line: string): number => line.length - line.trimStart().length;

/** The program of a run; lines that have just changed are marked for a moment. */
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
      <Whose />
      <div class="row">
        <CopyButton text={text} label={copy.copyIt} />
        <button type="button" class="button" onClick={() => download(scriptName, text, 'text/plain')}>
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
                style={{ '--depth': depthOf(line) }}
              >
                <Line text={line} />
              </span>
            ))}
        </code>
      </Scrolled>
      <p class="small">{copy.inTerminal}</p>
      <Terminal label={copy.inTerminal} lines={[installLine(), copy.run]} />
      {!published && (
        <>
          <p class="small">{copy.notPublished}</p>
          <Terminal label={copy.inCheckout} lines={checkoutLines()} />
        </>
      )}
    </>
  );
};
