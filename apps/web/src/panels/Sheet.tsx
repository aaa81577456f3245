import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closeSheet } from '../copy/sheet.ts';
import { close, giveFocusBack, type Sheet as Name, sheet } from '../state/sheets.ts';
import '../styles/sheet.css';

interface Props {
  readonly name: Name;
  readonly title: string;
  readonly children: ComponentChildren;
}

/**
 * Over the right edge: what lies under it is out of reach, what stands beside it is not. Where the page is wide, a
 * third column. It scrolls as a whole, so that the keys scroll it from its heading on.
 */
export const Sheet = ({ name, title, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = sheet.value === name;
  useEffect(() => {
    if (!isOpen) return;
    heading.current?.focus({ preventScroll: true });
    return giveFocusBack;
  }, [isOpen]);
  if (!isOpen) return null;
  const id = `sheet-${name}`;
  return (
    <aside class="sheet" aria-labelledby={id}>
      <div class="sheet-head">
        <h2 id={id} tabIndex={-1} ref={heading}>
          {title}
        </h2>
        <button type="button" class="button quiet sheet-close" aria-label={`${closeSheet} ${title}`} onClick={close}>
          {closeSheet}
        </button>
      </div>
      <div class="sheet-body">{children}</div>
    </aside>
  );
};
