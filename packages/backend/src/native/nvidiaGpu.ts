// internal: the GPU that TensorFlow or PyTorch computes on, as the driver names it
import { probeDriver } from '../doctor/probes/driver.ts';
import { thisMachine } from '../doctor/thisMachine.ts';

/** The first GPU that programs may see. */
export interface NvidiaGpu {
  /** `NVIDIA H200` */
  readonly name: string;
  /** Of the driver: `580.65.06`. */
  readonly driver: string;
}

/** Undefined where there is no driver, or none of its GPUs is left to this process. */
export const findNvidiaGpu = async (): Promise<NvidiaGpu | undefined> => {
  const { driver, gpus } = await probeDriver(thisMachine());
  const gpu = gpus.find(({ visible }) => visible);
  return driver.state === 'works' && gpu !== undefined ? { name: gpu.name, driver: driver.version } : undefined;
};
