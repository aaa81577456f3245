// internal: errors of the GPU that no call was told of
import { soon } from '@kindling/core';

/** What the GPU could not do, until somebody is told. */
export interface Faults {
  /** What there is to tell, once: all who ask at the same time get the same. */
  tell(): Promise<Error | undefined>;
  /** The same, without waiting for what comes in the train of the first. */
  take(): Error | undefined;
  /** How many there were. */
  count(): number;
  stop(): void;
}

export const collectFaults = (
  device: Pick<GPUDevice, 'addEventListener' | 'removeEventListener'>,
  now = () => performance.now(),
): Faults => {
  let first: GPUError | undefined;
  let others = 0;
  let began = 0;
  let all = 0;
  const listen = ({ error }: GPUUncapturedErrorEvent): void => {
    all += 1;
    if (first === undefined) {
      first = error;
      began = now();
    } else others += 1;
  };
  const take = (): Error | undefined => {
    if (first === undefined) return undefined;
    const fault = new Error(describeFault(first, others, now() - began), { cause: first });
    first = undefined;
    others = 0;
    return fault;
  };
  let telling: Promise<Error | undefined> | undefined;
  const gather = async (): Promise<Error | undefined> => {
    await soon(new Promise(() => undefined));
    telling = undefined;
    return take();
  };
  device.addEventListener('uncapturederror', listen);
  return {
    take,
    count: () => all,
    tell: async () => {
      if (first !== undefined) telling ??= gather();
      return telling;
    },
    stop: () => device.removeEventListener('uncapturederror', listen),
  };
};

/** Chromium and Dawn name the label in brackets, Firefox after `label =`. */
const labels = [/\[(?:Invalid )?(?:ShaderModule|ComputePipeline)\w*\s+"+([^"\]]+)"+\]/, /label = ['"`]([^'"`]+)['"`]/];

const shaderOf = (message: string): string | undefined =>
  labels.map((label) => label.exec(message)?.[1]).find((name) => name !== undefined);

const mostLines = 3;

/** Who is told of an error may not be who has caused it: its age, in ms, says so. */
const describeFault = (error: GPUError, others: number, age: number): string => {
  const owner = age < 1000 ? 'webgpu' : `webgpu, ${Math.floor(age / 1000)} s ago`;
  const words = error.message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, mostLines)
    .join(' ');
  const after = others === 0 ? '' : ` (and ${others} more after it)`;
  if (error.constructor.name === 'GPUOutOfMemoryError') {
    return `${owner}: the GPU is out of memory: ${words}${after}; take a smaller batch`;
  }
  const shader = shaderOf(error.message);
  const refused = shader === undefined ? 'the GPU refused work' : `the GPU refused the shader ${shader}`;
  return (
    `${owner}: ${refused}, and numbers since then are wrong: ${words}${after}; ` +
    'take another backend (wasm, cpu), and report it'
  );
};
