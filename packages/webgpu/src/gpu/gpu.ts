// internal: what Node and browsers give alike

/** WebGPU as it is here. */
export interface FoundGpu {
  readonly gpu: Pick<GPU, 'requestAdapter'>;
  /** Of the npm packages that give it. */
  readonly versions: Readonly<Record<string, string>>;
  /** Puts what tfjs reads off the global object there, as far as it is missing; gives the undo. */
  provideGlobals(): () => void;
  /** Why there is no adapter, and what helps. */
  whyNoAdapter(): { readonly reason: string; readonly remedy?: string | undefined };
}
