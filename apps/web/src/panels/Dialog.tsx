import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { inspectorCopy } from '../copy/inspector.ts';
import '../styles/inspector.css';

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly foot?: ComponentChildren;
  onClose(): void;
  /** What the focus goes to when it closes; where it was before, if that is not there. */
  returnTo?(): HTMLElement | null;
  onKeyDown?(event: KeyboardEvent): void;
}

/** Modal, over the page; Escape and a press beside it close it, and the focus returns where it was. */
export const Dialog = ({ title, children, foot, onClose, returnTo, onKeyDown }: Props) => {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current!;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      const next = returnTo?.() ?? before;
      if (next instanceof HTMLElement && next.isConnected) next.focus();
    };
  }, []);
  return (
    <dialog
      class="inspector"
      aria-labelledby="inspector-title"
      ref={dialog}
      onClose={onClose}
      onKeyDown={(event) => {
        // The page's own keys rest while it is open.
        event.stopPropagation();
        onKeyDown?.(event);
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div class="inspector-body">
        <div class="panel-head">
          <h2 id="inspector-title">{title}</h2>
          <button type="button" class="button quiet" onClick={onClose}>
            {inspectorCopy.close}
          </button>
        </div>
        {children}
        {foot !== undefined && <div class="row inspector-foot">{foot}</div>}
      </div>
    </dialog>
  );
};
