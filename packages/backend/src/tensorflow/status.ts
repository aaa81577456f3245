// internal: what TensorFlow's functions answer beside their results
import type { Address, TensorflowFunctions } from './functions.ts';

/** `TF_Code` of tf_status.h, which are absl's. */
const codes = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/** What helps, where something does. */
const remedies: Readonly<Partial<Record<(typeof codes)[number], string>>> = {
  RESOURCE_EXHAUSTED: '; the device is out of memory, and a smaller batch or model needs less',
};

/** TensorFlow's own refusal of something it was asked to do. */
export class TensorflowError extends Error {
  override readonly name = 'TensorflowError';
  /** Of `TF_Code`: `RESOURCE_EXHAUSTED` when memory ran out. */
  readonly code: string;

  constructor(what: string, code: number, message: string) {
    const name = codes[code] ?? `code ${code}`;
    super(`tensorflow: ${what}: ${message} (${name})${codes[code] === undefined ? '' : (remedies[codes[code]] ?? '')}`);
    this.code = name;
  }
}

export interface Status {
  /** To hand to a function, which sets it anew. */
  readonly address: Address<'status'>;
  /**
   * @param what was being done: `MatMul`
   * @throws TensorflowError where the last function that had the status failed
   */
  check(what: string): void;
}

/** One status serves all calls: there is one thread, and each call overwrites it. It lives as long as the process. */
export const createStatus = ({ TF_NewStatus, TF_GetCode, TF_Message }: TensorflowFunctions): Status => {
  const address = TF_NewStatus();
  return {
    address,
    check: (what) => {
      const code = TF_GetCode(address);
      if (code !== 0) throw new TensorflowError(what, code, TF_Message(address));
    },
  };
};
