// internal: starts the backend on the PyTorch that is found
import { type Abi, bindAbi } from '../abi/functions.ts';
import { readWord, words } from '../abi/words.ts';
import type { DeviceName } from '../deviceName.ts';
import { findTorch } from '../library/findTorch.ts';
import { keepMemory } from '../library/keepMemory.ts';
import { libraryFile } from '../library/libraryFile.ts';
import { type OpenTorch, openTorch } from '../library/openTorch.ts';
import { TorchAbsentError } from '../library/torchAbsentError.ts';
import { operatorFaults } from '../operators/checkOperators.ts';
import { schemaTexts } from '../operators/schemaTexts.ts';
import { operators } from '../operators/table.ts';
import { TorchBackend } from './backend.ts';

/** What `install` was asked for. */
export interface Wanted {
  /** Undefined: the best that there is. */
  readonly device: DeviceName | undefined;
  readonly strict: boolean;
  readonly tf32: boolean;
  readonly threads: number | undefined;
}

export interface Started {
  readonly backend: TorchBackend;
  readonly open: OpenTorch;
  readonly device: DeviceName;
  /** Of the CPU, as libtorch counts them. */
  readonly threads: number;
  /** Why it is no better device, where none was asked for. */
  readonly passedOver: string | undefined;
}

/** How each backend was started. */
const starts = new WeakMap<TorchBackend, Wanted & { readonly started: Started }>();

/** What a backend of ours was asked for, with the device it got. */
export const startedAs = (backend: TorchBackend): (Wanted & { readonly started: Started }) | undefined =>
  starts.get(backend);

/** The libraries are loaded once, and stay: with them what they read from the environment as they were loaded. */
let opened: { readonly open: OpenTorch; readonly wanted: Pick<Wanted, 'tf32' | 'threads'> } | undefined;

/**
 * What libtorch and the libraries under it read once, as they are loaded. Convolutions would use TF32 unless told
 * not to, products of matrices only when told to.
 */
const prepareEnvironment = ({ tf32, threads }: Pick<Wanted, 'tf32' | 'threads'>): void => {
  if (tf32) process.env.TORCH_ALLOW_TF32_CUBLAS_OVERRIDE = '1';
  else process.env.NVIDIA_TF32_OVERRIDE = '0';
  if (threads !== undefined) process.env.OMP_NUM_THREADS = String(threads);
};

const openOnce = (wanted: Wanted): OpenTorch => {
  const { tf32, threads } = wanted;
  if (opened !== undefined) {
    const changed =
      opened.wanted.tf32 !== tf32
        ? 'tf32'
        : threads !== undefined && threads !== opened.wanted.threads
          ? 'threads'
          : '';
    if (changed !== '') {
      throw new Error(
        `install: PyTorch reads ${changed} as it is loaded, and it is loaded with ${changed} ${opened.wanted[changed]}; ` +
          `give ${changed} to the first install of the process`,
      );
    }
    return opened.open;
  }
  const found = findTorch();
  prepareEnvironment(wanted);
  const open = openTorch(found);
  requireOperators(open);
  opened = { open, wanted: { tf32, threads } };
  return open;
};

const requireOperators = ({ folder, version }: OpenTorch): void => {
  const texts = schemaTexts(libraryFile(folder, 'torch_cpu'));
  const faults = operatorFaults(operators, texts);
  if (faults.length === 0) return;
  const some = faults.slice(0, 3).join('; ');
  throw new TorchAbsentError(
    `a PyTorch (${version} in ${folder}) with ${faults.length} operators that this version of @kindling/torch does not know: ${some}`,
    'update @kindling/torch, or install a PyTorch of the releases that its README names',
  );
};

/** A first allocation says whether there is a device. */
const tryDevice = (abi: Abi, device: DeviceName): string | undefined => {
  const out = words(1);
  const failed = abi.emptyStrided(0, words(1), words(1), abi.dtypes.float32, abi.devices[device], 0, out);
  if (failed !== 0) return abi.failure().trim().replace(/\s+/g, ' ');
  abi.deleteTensor(readWord(out, 0));
  return undefined;
};

const openDevice = (open: OpenTorch, device: DeviceName): Abi | { readonly why: string } => {
  const library = device === 'cuda' ? open.cuda() : open.main;
  if ('why' in library) return library;
  if (device === 'mps' && process.platform !== 'darwin') return { why: `${process.platform}, which has no MPS` };
  try {
    const abi = bindAbi(open.main, device, library);
    const why = tryDevice(abi, device);
    return why === undefined ? abi : { why: `a PyTorch ${open.version} that can't use the device: ${why}` };
  } catch (error) {
    return { why: `a PyTorch ${open.version} without ${device}: ${String(error)}` };
  }
};

const remedies: Readonly<Record<DeviceName, string>> = {
  cuda: 'npx @kindling/backend doctor says what to install',
  mps: "ask for device: 'cpu'",
  cpu: 'pip install --upgrade torch',
};

const threadsOf = (abi: Abi): number => {
  const out = words(1);
  abi.threads(out);
  return out[0]!;
};

/**
 * A backend on the device that was asked for, or on the best there is.
 *
 * @throws TorchAbsentError where there is no PyTorch, or no such device
 */
export const startTorch = (wanted: Wanted): Started => {
  const open = openOnce(wanted);
  const tried: string[] = [];
  const devices: readonly DeviceName[] = wanted.device === undefined ? ['cuda', 'mps', 'cpu'] : [wanted.device];
  for (const device of devices) {
    const abi = openDevice(open, device);
    if ('why' in abi) {
      tried.push(abi.why);
      if (wanted.device !== undefined) throw new TorchAbsentError(abi.why, remedies[device]);
      continue;
    }
    if (device === 'cpu') keepMemory();
    const backend = new TorchBackend(abi, device, wanted.strict);
    // A build for CUDA was installed to be used: what keeps it from that is told.
    const passedOver = open.hasCuda && device !== 'cuda' ? tried[0] : undefined;
    const started: Started = { backend, open, device, threads: threadsOf(abi), passedOver };
    starts.set(backend, { ...wanted, device, started });
    return started;
  }
  throw new TorchAbsentError(tried.join('; '), remedies.cpu);
};
