// internal: what NVIDIA's driver says of the GPU
import koffi from 'koffi';

export interface CudaDevice {
  /** `NVIDIA H200` */
  readonly name: string;
  /** The newest CUDA that the driver can run: `13.0`. */
  readonly driver: string;
}

/** Of the first GPU that is visible, which is the one that is used; undefined where the driver does not tell. */
export const cudaDevice = (): CudaDevice | undefined => {
  try {
    const driver = koffi.load(process.platform === 'win32' ? 'nvcuda.dll' : 'libcuda.so.1');
    const number = new Int32Array(1);
    const text = Buffer.alloc(256);
    if (driver.func('cuDriverGetVersion', 'int', ['void *'])(number) !== 0) return undefined;
    const version = number[0]!;
    if (driver.func('cuInit', 'int', ['uint32'])(0) !== 0) return undefined;
    if (driver.func('cuDeviceGet', 'int', ['void *', 'int'])(number, 0) !== 0) return undefined;
    if (driver.func('cuDeviceGetName', 'int', ['void *', 'int', 'int'])(text, text.length, number[0]) !== 0)
      return undefined;
    const major = Math.floor(version / 1000);
    return {
      name: text.toString('utf8', 0, text.indexOf(0)),
      driver: `${major}.${Math.floor((version % 1000) / 10)}`,
    };
  } catch {
    return undefined;
  }
};
