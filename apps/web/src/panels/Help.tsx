import * as copy from '../copy/help.ts';
import { sectionNames } from '../copy/sections.ts';
import { areKeysOn, isDigit, isUseful, keyNames, sectionOf, switchKeys } from '../state/keys.ts';
import { isHidden } from '../state/rooms.ts';
import { Sheet } from './Sheet.tsx';
import '../styles/help.css';

const Keys = () => (
  <section>
    <h3>{copy.keys.heading}</h3>
    <label class="help-switch">
      <input type="checkbox" checked={areKeysOn.value} onChange={(event) => switchKeys(event.currentTarget.checked)} />
      {copy.keys.switch}
    </label>
    <dl class={areKeysOn.value ? 'help-keys' : 'help-keys are-off'}>
      {keyNames.filter(isUseful).map((key) => (
        <div key={key}>
          <dt>
            <kbd>{key.toUpperCase()}</kbd>
          </dt>
          <dd>{isDigit(key) ? sectionNames[sectionOf(key)] : copy.keys.does[key]}</dd>
        </div>
      ))}
    </dl>
    <p class="small">{copy.keys.rest}</p>
    <p class="small">{copy.keys.arrows}</p>
  </section>
);

export const Help = () => {
  const sections = copy.sections.filter(({ of }) => of === undefined || !isHidden(of));
  return (
    <Sheet name="help" title={copy.title}>
      <div class="help">
        <Keys />
        {sections.map(({ heading, text }) => (
          <section key={heading}>
            <h3>{heading}</h3>
            {text.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
      </div>
    </Sheet>
  );
};
