import * as copy from '../copy/header.ts';
import { sectionNames } from '../copy/sections.ts';
import { leadParameters } from '../state/parameters.ts';
import { isHidden, jumpTo, numbered } from '../state/rooms.ts';
import { isCovered, sheet, toggle } from '../state/sheets.ts';
import { isDark, switchTheme } from '../state/theme.ts';
import '../styles/header.css';

const ThemeSign = () => (
  <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5" />
    <path
      d={isDark.value ? 'M8 1.750a6.250 6.250 0 0 1 0 12.500z' : 'M8 1.750a6.250 6.250 0 0 0 0 12.500z'}
      fill="currentColor"
    />
  </svg>
);

export const Header = () => (
  <header class="header" inert={isCovered.value}>
    <div class="topbar">
      <span class="wordmark">
        <svg width="14" height="18" viewBox="0 0 14 18" aria-hidden="true">
          <path
            d="M7.6 0c.6 3.4 6.4 5.6 6.4 11a7 7 0 0 1-14 0C0 8 1.700 6.300 2.900 4.800c.3 1.500 1 2.500 2 3.100C4.700 5 5.500 2 7.600 0z"
            fill="currentColor"
          />
        </svg>
        {copy.name}
      </span>
      <nav class="parts" aria-label={copy.parts}>
        {numbered.value.map(
          (room, index) =>
            !isHidden(room) && (
              <button key={room} type="button" onClick={() => jumpTo(room)}>
                <span class="num">{index + 1}</span> {sectionNames[room]}
              </button>
            ),
        )}
      </nav>
      <div class="tools">
        {!isHidden('code') && (
          <button
            type="button"
            class="button"
            aria-label={copy.code}
            aria-expanded={sheet.value === 'code'}
            onClick={() => toggle('code')}
          >
            <span aria-hidden="true" class="mono">
              {'</>'}
            </span>
            <span class="tool-word">{copy.code}</span>
          </button>
        )}
        <button
          type="button"
          class="button sign"
          aria-label={copy.themeSwitch[isDark.value ? 'dark' : 'light']}
          title={copy.themeSwitch[isDark.value ? 'dark' : 'light']}
          onClick={switchTheme}
        >
          <ThemeSign />
        </button>
        <button
          type="button"
          class="button sign"
          aria-label={copy.help}
          title={copy.help}
          aria-expanded={sheet.value === 'help'}
          onClick={() => toggle('help')}
        >
          ?
        </button>
      </div>
    </div>
    <div class="hero">
      <h1>{copy.headline}</h1>
      <p class="num">{copy.lead(leadParameters.value)}</p>
    </div>
  </header>
);
