import { registerAllGradients } from '@kindling/backend';
import { deviceQueue } from '@kindling/core';
import { install } from '@kindling/webgpu';
import { enableProdMode, env } from '@tensorflow/tfjs-core';
import { provideSoftwareGpu } from '@tests/kit';
import { type Family, operations } from './families.ts';
import { findingsOf } from './findings.ts';
import { registerOurs } from './prepare.ts';
import { forFile, type WebgpuFile } from './webgpuFile.ts';

/** Starts tfjs's webgpu with our kernels on SwiftShader, and gives the undo. Nothing is computed on the CPU instead. */
export const useWebgpu = async (): Promise<() => Promise<void>> => {
  provideSoftwareGpu();
  enableProdMode(); // no banner among the results
  const { undo } = await install();
  const forward = env().getBool('WEBGPU_CPU_FORWARD'); // tensors below 1,000 elements would hide wrong kernels
  env().set('WEBGPU_CPU_FORWARD', false);
  return async () => {
    env().set('WEBGPU_CPU_FORWARD', forward);
    await undo();
  };
};

/** Of the training runs: each takes ten seconds of a core on SwiftShader. */
const taken = ['convolutions, batch normalization and pooling, adam', 'two outputs and a skip connection'];

const sampled = (family: Family): Family =>
  family.title.startsWith('Training runs')
    ? { ...family, subjects: family.subjects.filter(({ name }) => taken.includes(name)) }
    : family;

/**
 * What is found of a family on the webgpu backend in use.
 *
 * @throws Error for what the GPU refused and no case was told of
 */
export const foundHere = async (family: Family): Promise<WebgpuFile> => {
  if (family === operations) registerAllGradients();
  else registerOurs();
  const findings = await findingsOf(sampled(family), 'webgpu');
  await deviceQueue()?.settled();
  return forFile(findings);
};
