import { effect } from '@preact/signals';
import { frozenFor } from '../copy/runBar.ts';
import { notice, phase, secondsLeft } from './run.ts';
import { isHandheld } from './screen.ts';
import { order } from './trainer.ts';

/** A shorter run ends before a phone goes to sleep. */
const worthIt = 30;

/** Whether the visitor's phone may stay awake for a run. */
const isLong = (): boolean => phase.value === 'running' && (secondsLeft.value ?? 0) > worthIt;

/** Keeps a phone awake while a long run goes on. */
const keepAwake = (): void => {
  if (!('wakeLock' in navigator)) return;
  let lock: WakeLockSentinel | undefined;
  let isAsked = false;
  const follow = async (): Promise<void> => {
    const isWanted = isHandheld.value && isLong() && document.visibilityState === 'visible';
    if (isWanted && !isAsked) {
      isAsked = true;
      lock = await navigator.wakeLock.request('screen').catch(() => undefined);
      lock?.addEventListener('release', () => {
        isAsked = false;
        lock = undefined;
      });
    } else if (!isWanted && lock !== undefined) await lock.release();
  };
  effect(() => {
    // Read here, so that they are followed.
    void [phase.value, isLong(), isHandheld.value];
    void follow();
  });
  document.addEventListener('visibilitychange', () => void follow());
};

/** Tells the worker whether anybody looks, and the visitor when the device had stopped the page. */
export const followVisibility = (): void => {
  document.addEventListener('visibilitychange', () =>
    order({ type: 'visible', visible: document.visibilityState === 'visible' }),
  );
  let frozenAt: number | undefined;
  document.addEventListener('freeze', () => {
    frozenAt = Date.now();
    order({ type: 'visible', visible: false });
  });
  document.addEventListener('resume', () => {
    if (frozenAt !== undefined && phase.value === 'running') notice.value = frozenFor((Date.now() - frozenAt) / 1000);
    frozenAt = undefined;
  });
  keepAwake();
};
