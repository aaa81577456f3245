/** The GPU that computes, as it tells of itself; what it keeps to itself is an empty string. */
export interface AdapterSummary {
  /** For people: `NVIDIA turing GPU`, `software GPU (SwiftShader)`. */
  readonly name: string;
  /** `nvidia`, `apple` */
  readonly vendor: string;
  /** `turing`, `metal-3` */
  readonly architecture: string;
  readonly description: string;
  /** Whether it is a program that computes on the CPU: SwiftShader, llvmpipe, Microsoft's Basic Render Driver. */
  readonly isSoftware: boolean;
}
