// internal: TensorFlow's eager context, and the devices that it sees
import type { Address, TensorflowFunctions } from './functions.ts';
import type { Status } from './status.ts';

/** A device as TensorFlow names it. */
export interface TensorflowDevice {
  /** `CPU`, `GPU`. */
  readonly type: string;
  /** `/job:localhost/replica:0/task:0/device:GPU:0` */
  readonly name: string;
}

export interface Context {
  readonly address: Address<'context'>;
  readonly devices: readonly TensorflowDevice[];
  /** The one that tensors live on: the first GPU, or else the CPU. */
  readonly device: TensorflowDevice;
}

/** A field of a protocol buffer whose value is an integer below 128, or the bytes of a message below that length. */
const field = (number: number, value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [number << 3, value] : [(number << 3) | 2, value.length, ...value];

/**
 * A `ConfigProto` of TensorFlow's config.proto: memory of a GPU is taken as it is needed, where TensorFlow alone takes
 * all of it at once; and how many threads compute, in one operation and over several.
 */
export const configOf = (threads: number | undefined): Uint8Array => {
  const growing = field(6, field(4, 1));
  const counted =
    threads === undefined ? [] : [...field(2, Math.min(threads, 127)), ...field(5, Math.min(threads, 127))];
  return Uint8Array.from([...counted, ...growing]);
};

/** @throws TensorflowError where there is no device at all */
export const createContext = (functions: TensorflowFunctions, status: Status, threads?: number): Context => {
  const config = configOf(threads);
  const options = functions.TFE_NewContextOptions();
  try {
    functions.TFE_ContextOptionsSetConfig(options, config, config.length, status.address);
    status.check('its options');
    const address = functions.TFE_NewContext(options, status.address);
    status.check('its context');
    const devices = devicesOf(functions, status, address);
    const device = devices.find(({ type }) => type === 'GPU') ?? devices.find(({ type }) => type === 'CPU');
    if (device === undefined) throw new Error('tensorflow: it sees no device, not even the CPU');
    return { address, devices, device };
  } finally {
    functions.TFE_DeleteContextOptions(options);
  }
};

const devicesOf = (
  functions: TensorflowFunctions,
  status: Status,
  context: Address<'context'>,
): readonly TensorflowDevice[] => {
  const list = functions.TFE_ContextListDevices(context, status.address);
  status.check('its devices');
  try {
    return Array.from({ length: functions.TF_DeviceListCount(list) }, (_, i) => {
      const type = functions.TF_DeviceListType(list, i, status.address);
      const name = functions.TF_DeviceListName(list, i, status.address);
      status.check('the name of a device');
      return { type, name };
    });
  } finally {
    functions.TF_DeleteDeviceList(list);
  }
};
