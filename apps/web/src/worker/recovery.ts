import { worker as copy } from '../copy/worker.ts';
import { goBackTo } from './chronicle.ts';
import type { Desk } from './desk.ts';
import type { Chosen } from './device.ts';
import type { Wish } from './protocol.ts';
import { build, useDevice } from './workshop.ts';

const soon = 60_000;

/** Puts a run on a new device behind its last checkpoint, after the one it was on was lost. */
export const createRecovery = (
  choose: (wish: Wish) => Promise<Chosen>,
  now = () => performance.now(),
): ((desk: Desk, onDevice: (device: Chosen) => void) => Promise<void>) => {
  let losses: readonly number[] = [];
  return async (desk, onDevice) => {
    losses = [...losses.filter((time) => now() - time < soon), now()];
    const isMoving = losses.length > 1;
    desk.tellState('recovering');
    onDevice(await useDevice(desk, isMoving ? 'wasm' : desk.wish, choose));
    const { checkpoint, step: reached } = desk;
    await build(desk, desk.spec, checkpoint);
    const { step } = desk;
    goBackTo(desk.chronicle, step, checkpoint?.epoch ?? 0);
    const again = reached - step;
    if (!desk.hasRun) return;
    const sentence = isMoving ? copy.moved(step) : copy.recovered(step, again);
    desk.post({ type: 'recovered', step, again, sentence });
  };
};
