import { useEffect } from 'preact/hooks';
import * as copy from '../copy/code.ts';
import { type CodeTab, codeTab } from '../state/code.ts';
import { beginControls } from '../state/controls.ts';
import { Keep } from './code/Keep.tsx';
import { Log } from './code/Log.tsx';
import { Script } from './code/Script.tsx';
import { Summary } from './code/Summary.tsx';
import { Sheet } from './Sheet.tsx';
import '../styles/code.css';

const tabs: readonly CodeTab[] = ['script', 'log', 'summary'];
const bodies = { script: Script, log: Log, summary: Summary };
const tabId = (tab: CodeTab): string => `code-tab-${tab}`;

/** One tab stop; the arrows go round. */
const onKeyDown = (event: KeyboardEvent): void => {
  const at = tabs.indexOf(codeTab.value);
  const steps: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
  const next = tabs.at((steps[event.key] ?? Number.NaN) % tabs.length);
  if (steps[event.key] === undefined || next === undefined) return;
  event.preventDefault();
  codeTab.value = next;
  document.getElementById(tabId(next))?.focus();
};

export const Code = () => {
  useEffect(beginControls, []);
  const Body = bodies[codeTab.value];
  return (
    <Sheet name="code" title={copy.title}>
      <div class="code">
        <div class="tabs" role="tablist" aria-label={copy.tabList} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={tabId(tab)}
              aria-selected={codeTab.value === tab}
              aria-controls="code-body"
              tabIndex={codeTab.value === tab ? 0 : -1}
              onClick={() => {
                codeTab.value = tab;
              }}
            >
              {copy.tabs[tab]}
            </button>
          ))}
        </div>
        <div class="tab-body" role="tabpanel" id="code-body" aria-labelledby={tabId(codeTab.value)}>
          <Body />
        </div>
        <Keep />
      </div>
    </Sheet>
  );
};
