import { useEffect, useRef } from 'preact/hooks';

/**
 * When a change of state takes the focused button away, the focus goes to the one that takes its place, `.bar-main`;
 * while there is none, to the sentence that says why.
 */
export const useKeptFocus = () => {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    const bar = root.current!;
    const state = bar.querySelector<HTMLElement>('.bar-state')!;
    let held: Element | undefined;
    const leave = (event: Event): void => {
      if (event.target instanceof Node && !bar.contains(event.target)) held = undefined;
    };
    const enter = ({ target }: FocusEvent): void => {
      held = target as Element;
    };
    const changes = new MutationObserver(() => {
      const isLost = held !== undefined && !held.isConnected && document.activeElement === document.body;
      if (!isLost && document.activeElement !== state) return;
      (bar.querySelector<HTMLElement>('.bar-main') ?? state).focus({ preventScroll: true });
    });
    changes.observe(bar, { childList: true, subtree: true });
    bar.addEventListener('focusin', enter);
    document.addEventListener('focusin', leave);
    document.addEventListener('pointerdown', leave);
    return () => {
      changes.disconnect();
      bar.removeEventListener('focusin', enter);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('pointerdown', leave);
    };
  }, []);
  return root;
};
