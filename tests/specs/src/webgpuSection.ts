import type { Comparison } from './compare.ts';

/** The section of docs/support.md on the specs on webgpu, from what was found. */
export const webgpuSection = ({
  passed,
  failed,
  gained,
  lost,
}: Comparison): string => `## The specs of tfjs-core on webgpu

The same specs on tfjs's webgpu backend, as published and with \`install()\` of \`@kindling/webgpu\`, in Node on Dawn and SwiftShader,
without those that read numbers at once. They take minutes: \`npm run tool -- node --conditions=@kindling/source
tests/specs/src/countWebgpu.ts\` writes these counts anew, and the tests run those of some kernels.

|  | as published | with \`install()\` |
| --- | --- | --- |
| pass | ${passed.length} | ${passed.length + gained.length - lost.size} |
| fail | ${failed.size} | ${failed.size - gained.length + lost.size} |
| of those that pass as published, fail |  | ${lost.size} |
`;
