// internal: for Node alone, exported by node.ts
// What the doctor finds, as a record

/** The computer and what runs on it. */
export interface Host {
  readonly platform: NodeJS.Platform;
  /** Of this Node: `x64`, `arm64`. */
  readonly arch: string;
  /** The C library that this Node is built for; undefined where there is but one. */
  readonly libc: 'glibc' | 'musl' | undefined;
  /** The version of Node. */
  readonly node: string;
  /** Linux within Windows: whether Windows hands its GPU through, and the name that it knows this Linux by. */
  readonly wsl: { readonly gpu: boolean; readonly name: string | undefined } | undefined;
  /** Whether this is a container, of Docker, Podman or Kubernetes. */
  readonly container: boolean;
  /** The distribution of Linux and those it is like: `['ubuntu', 'debian']`. */
  readonly distribution: readonly string[];
  /** What installs npm packages here. */
  readonly packager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Whether there is a card of NVIDIA; undefined where that cannot be seen. */
  readonly card: boolean | undefined;
}

/** Why a driver does not answer. */
export type DriverFault =
  /** The kernel has one version of the driver, its libraries are of another. */
  | 'mismatch'
  /** Its part in the kernel is not loaded. */
  | 'notLoaded'
  /** A GPU has stopped answering. */
  | 'lost'
  /** It refuses this user. */
  | 'refused'
  | 'other';

/** NVIDIA's driver. */
export type Driver =
  | {
      readonly state: 'works';
      /** What told of it. */
      readonly source: 'NVML' | 'nvidia-smi' | '/proc/driver/nvidia';
      readonly version: string;
      /** The newest CUDA that it runs; undefined where its source does not say. */
      readonly cuda: string | undefined;
    }
  | {
      readonly state: 'broken';
      readonly source: 'NVML' | 'nvidia-smi';
      readonly fault: DriverFault;
      /** In its own words. */
      readonly says: string;
      /** The version of its part in the kernel. */
      readonly kernel: string | undefined;
    }
  | {
      readonly state: 'absent';
      /** The version of a driver in the kernel that hands this process no GPU, as in a container without one. */
      readonly kernel: string | undefined;
    };

/** A GPU of NVIDIA. */
export interface Gpu {
  readonly index: number;
  readonly name: string;
  readonly uuid: string | undefined;
  /** The compute capability: `9.0`. */
  readonly compute: string | undefined;
  /** In bytes; undefined where GPU and CPU share theirs. */
  readonly memory: { readonly total: number; readonly free: number } | undefined;
  /** Whether `CUDA_VISIBLE_DEVICES` leaves it to programs. */
  readonly visible: boolean;
}

/** A Python, and how packages get into it. */
export interface Python {
  readonly path: string;
  /** What led to it: `VIRTUAL_ENV`, `python3`. */
  readonly how: string;
  readonly packager: 'pip' | 'conda' | 'uv';
}

/** A PyTorch of this machine. */
export interface Torch {
  /** The folder of its libraries. */
  readonly folder: string;
  /** What led to it: `TORCH_LIB`, `VIRTUAL_ENV`, `python3`. */
  readonly how: string;
  readonly python: Python | undefined;
  /** `2.13.0+cu130` */
  readonly version: string | undefined;
  /** The CUDA that it is built for; undefined for a build without. */
  readonly cuda: string | undefined;
  /** Whether it is built for AMD's ROCm. */
  readonly rocm: boolean;
  /** Of its library: `x64`; undefined where it was not read. */
  readonly arch: string | undefined;
  /** Why its library cannot be read. */
  readonly unreadable: { readonly fault: 'absent' | 'refused' | 'broken'; readonly says: string } | undefined;
}

/** A pip TensorFlow of this machine. */
export interface TensorFlow {
  readonly folder: string;
  /** What led to it: `TENSORFLOW_LIB`, `VIRTUAL_ENV`, `python3`. */
  readonly how: string;
  readonly python: Python | undefined;
  readonly version: string | undefined;
  /** The CUDA that it is built for; undefined for a build without. */
  readonly cuda: string | undefined;
  /** Whether NVIDIA's libraries lie beside it, as `pip install tensorflow[and-cuda]` puts them. */
  readonly hasCudaLibraries: boolean;
}

/** An npm package. */
export interface NpmPackage {
  readonly folder: string;
  readonly version: string;
}

/** `@tensorflow/tfjs-node-gpu` */
export interface TfjsNodeGpu extends NpmPackage {
  /** Whether its native addon is there: its install script downloads it. */
  readonly hasBinding: boolean;
  /** Which libraries of CUDA 11.2 and cuDNN 8.1, which its TensorFlow needs, are not found; empty without koffi. */
  readonly lacks: readonly string[];
}

/** The npm packages that backends are made of, where they are installed. */
export type NpmPackages = Readonly<Record<NpmName, NpmPackage | undefined>>;

export type NpmName =
  | '@kindling/torch'
  | '@tensorflow/tfjs-backend-cpu'
  | '@tensorflow/tfjs-backend-wasm'
  | '@tensorflow/tfjs-backend-webgpu'
  | '@tensorflow/tfjs-core'
  | '@tensorflow/tfjs-node'
  | 'koffi'
  | 'webgpu';

/** What was seen of the machine, its driver and its GPUs. */
export interface MachineFacts {
  readonly host: Host;
  readonly driver: Driver;
  readonly gpus: readonly Gpu[];
  /** `CUDA_VISIBLE_DEVICES`; undefined where it is not set. */
  readonly visibleDevices: string | undefined;
}

/** All that was seen. */
export interface Facts extends MachineFacts {
  readonly pythons: readonly Python[];
  /** The first is the one that is taken. */
  readonly torches: readonly Torch[];
  readonly tensorflow: TensorFlow | undefined;
  readonly tfjsNodeGpu: TfjsNodeGpu | undefined;
  readonly packages: NpmPackages;
  readonly wasm: { readonly simd: boolean; readonly threads: boolean };
}

/** What helps, and what to type for it. */
export interface Remedy {
  /** `install a PyTorch with CUDA` */
  readonly what: string;
  /** Lines for a shell of this machine; none where nothing is to be typed. */
  readonly commands: readonly string[];
}

/** What keeps CUDA from working. */
export type Obstacle =
  | 'macOS'
  | 'musl'
  | 'architecture'
  | 'wslWithoutGpu'
  | 'containerWithoutGpu'
  | 'driverMismatch'
  | 'driverNotLoaded'
  | 'driverBroken'
  | 'noCard'
  | 'noDriver'
  | 'noGpu'
  | 'gpuHidden'
  | 'gpuFull'
  | 'noTorch'
  | 'torchMissing'
  | 'torchUnreadable'
  | 'torchArchitecture'
  | 'torchTooOld'
  | 'otherTorch'
  | 'torchForRocm'
  | 'torchWithoutCuda'
  | 'driverTooOld'
  | 'gpuTooOld'
  | 'gpuTooNew'
  | 'noKoffi'
  | 'noKindlingTorch'
  | 'noTensorFlow'
  | 'tensorflowTooOld'
  | 'tensorflowWithoutCuda'
  | 'selfTest';

/** What is wrong, and what helps. */
export interface Finding {
  readonly obstacle: Obstacle;
  /** To be read after "CUDA does not work, because": `no NVIDIA driver is installed`. */
  readonly says: string;
  readonly remedies: readonly Remedy[];
}

/** Whether CUDA works. */
export interface CudaVerdict {
  /** By what: the first whose self-test is right or, without one, that nothing is seen to stand in the way of. */
  readonly by: 'torch' | 'tfjs-node-gpu' | undefined;
  /** What stands in the way, the most basic first; empty where CUDA works. */
  readonly findings: readonly Finding[];
}

/** How a backend did. */
export type SelfTest =
  | {
      readonly backend: string;
      readonly outcome: 'right' | 'wrong';
      readonly device: string;
      /** The largest relative difference of a loss from plain JavaScript in double precision. */
      readonly difference: number;
      /** Milliseconds that a step of training takes: the median. */
      readonly step: number;
    }
  | {
      readonly backend: string;
      /** `absent`: it does not start here. `failed`: it started, and came to no end. */
      readonly outcome: 'absent' | 'failed';
      /** Why; for `absent` to be read after "it is". */
      readonly says: string;
      readonly remedy?: string | undefined;
    };

/** All that the doctor finds. */
export interface Diagnosis extends Facts {
  readonly cuda: CudaVerdict;
  /** Empty where none was asked for. */
  readonly selfTests: readonly SelfTest[];
}
