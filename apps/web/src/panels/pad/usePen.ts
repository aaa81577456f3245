import { useRef, useState } from 'preact/hooks';
import type { Point } from '../../draw/pad/marks.ts';
import { isPenKey, penMoved, penStart } from '../../draw/pad/pen.ts';
import type { Strokes } from './useStrokes.ts';

/** The pen of who draws with keys: arrows move it, Space lowers and lifts it. */
export const usePen = ({ isDrawing, begin, go, end }: Strokes) => {
  const [at, setAt] = useState<Point>(penStart);
  const [isDown, setIsDown] = useState(false);
  /** Whether the pad has the focus of keys. */
  const [isShown, setIsShown] = useState(false);
  const held = useRef(new Set<string>());

  const lift = (): void => {
    end('keys');
    setIsDown(false);
  };
  const lower = (): void => {
    begin('keys', at);
    setIsDown(isDrawing('keys'));
  };
  const move = (isFine: boolean): void => {
    const to = penMoved(at, held.current, isFine);
    setAt(to);
    go('keys', [to]);
  };
  return {
    at,
    isDown,
    isShown,
    lift,
    handlers: {
      onFocus: ({ currentTarget }: { readonly currentTarget: Element }): void =>
        setIsShown(currentTarget.matches(':focus-visible')),
      onBlur: (): void => {
        held.current.clear();
        lift();
        setIsShown(false);
      },
      onKeyDown: (event: KeyboardEvent): void => {
        const isSpace = event.key === ' ';
        if ((!isSpace && !isPenKey(event.key)) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        setIsShown(true);
        if (isSpace) {
          if (!event.repeat) (isDown ? lift : lower)();
          return;
        }
        held.current.add(event.key);
        move(event.shiftKey);
      },
      onKeyUp: ({ key }: KeyboardEvent): void => {
        held.current.delete(key);
      },
    },
  };
};
