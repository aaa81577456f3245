import { effect, signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import * as copy from '../../copy/charts.ts';
import { loss, percent } from '../../copy/numbers.ts';
import { chartEnd, lines, type Measure, type Move, markOf, pointed, stepPointed, valueAt } from '../../state/curves.ts';
import * as run from '../../state/run.ts';
import { isDark } from '../../state/theme.ts';
import { Legend } from './Legend.tsx';

const scales = {
  loss: { guessing: Math.log(10), top: 2.5, most: 3 * Math.log(10), say: copy.lossTick },
  accuracy: { guessing: 0.1, top: 1, most: 1, say: copy.shareTick },
} as const;

const moves: Readonly<Record<string, Move>> = { ArrowLeft: -1, ArrowRight: 1, Home: 'first', End: 'last' };

/** Milliseconds between two drawings, at least. */
const calm = 900;

/** Calls at most once in `calm`, when the browser paints next, and so never while the page is hidden. */
const onFrames = (draw: () => void) => {
  let last = Number.NEGATIVE_INFINITY;
  let isAsked = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const paint = (now: number): void => {
    isAsked = false;
    frame = 0;
    last = now;
    draw();
  };
  const wait = (): void => {
    frame = requestAnimationFrame(paint);
  };
  return {
    ask: (): void => {
      const rest = last + calm - performance.now();
      if (isAsked && rest > 0) return;
      clearTimeout(timer);
      // With all else that the next news changes, in one frame; where none comes, soon behind it.
      if (rest > 0) timer = setTimeout(wait, rest + 200);
      else if (frame === 0) wait();
      isAsked = true;
    },
    cancel: (): void => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
};

export const Figure = ({ of }: { readonly of: Measure }) => {
  const root = useRef<HTMLDivElement>(null);
  const pointAt = useRef<(x: number | undefined) => void>(() => undefined);
  const reading = useMemo(() => signal(''), []);
  const isFocused = useMemo(() => signal(false), []);
  const label = useRef('');

  useEffect(() => {
    let end = (): void => undefined;
    let isGone = false;
    const begin = ({ createChart }: typeof import('../../draw/chart.ts')): void => {
      if (isGone) return;
      const chart = createChart({
        root: root.current!,
        guessingLabel: copy.guessing,
        xName: copy.axis,
        beyond: copy.upTo,
        ...scales[of],
        onPoint: (x) => {
          pointed.value = x;
        },
      });
      pointAt.current = chart.point;
      const frames = onFrames(() => chart.show(lines[of].peek(), chartEnd.peek(), markOf(of)));
      const stopData = effect(() => {
        void [lines[of].value, chartEnd.value, run.phase.value];
        frames.ask();
      });
      const stopTheme = effect(() => {
        void isDark.value;
        chart.repaint();
      });
      end = () => {
        stopData();
        stopTheme();
        frames.cancel();
        chart.destroy();
      };
    };
    // By itself: the pictures need not wait for what draws lines.
    import('../../draw/chart.ts').then(begin, () => {
      run.notice.value = copy.noCharts;
    });
    return () => {
      isGone = true;
      end();
    };
  }, [of]);

  // While it has the focus a name that changes would be read again and again, over the readings.
  if (!isFocused.value) label.current = copy.figureSentence(of, run.points.value, run.rows.value);

  const move = (by: Move): void => {
    const shown = lines[of].value;
    const x = stepPointed(pointed.value, by, shown);
    if (x === undefined) return;
    pointAt.current(x);
    pointed.value = x;
    const say = of === 'loss' ? loss : percent;
    const spoken = ({ xs, ys }: typeof shown.train) => {
      const value = valueAt({ xs, ys }, x);
      return value === undefined ? undefined : say(value);
    };
    reading.value = copy.reading(x, run.stepsPerEpoch.value, {
      train: spoken(shown.train),
      validation: spoken(shown.tested),
    });
  };

  return (
    <figure
      class={`figure figure-${of}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its values are read with the arrow keys
      tabIndex={0}
      aria-label={label.current}
      onKeyDown={(event) => {
        const by = moves[event.key];
        if (by === undefined) return;
        event.preventDefault();
        move(by);
      }}
      onFocus={() => {
        isFocused.value = true;
      }}
      onBlur={() => {
        isFocused.value = false;
        pointAt.current(undefined);
        pointed.value = undefined;
        reading.value = '';
      }}
    >
      <Legend of={of} />
      <div class="figure-plot" ref={root} />
      <p class="hidden-visually" aria-live="polite">
        {reading}
      </p>
    </figure>
  );
};
