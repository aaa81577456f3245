// internal: why nothing that needs an NVIDIA GPU has to be loaded
import { whyNoCuda } from '../doctor/whyNoCuda.ts';
import type { Native } from './native.ts';
import { findNvidiaGpu } from './nvidiaGpu.ts';

/** The doctor's sentence, where there is no GPU for this process; else what is tried says what is wrong. */
export const obstacleToCuda: Native['obstacleToCuda'] = async () => {
  if ((await findNvidiaGpu()) !== undefined) return undefined;
  const { reason, remedy } = await whyNoCuda();
  return { absent: reason, remedy };
};
