import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { closeSheet } from '../copy/sheet.ts';
import { close, type Sheet as Name, sheet } from '../state/sheets.ts';
import '../styles/sheet.css';

interface Props {
  readonly name: Name;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Over the right edge, not modal: the page beside it stays at work. Where the page is wide, a third column. */
export const Sheet = ({ name, title, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = sheet.value === name;
  useEffect(() => {
    if (isOpen) heading.current?.focus({ preventScroll: true });
  }, [isOpen]);
  if (!isOpen) return null;
  const id = `sheet-${name}`;
  return (
    <aside
      class="sheet"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        close();
      }}
    >
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
