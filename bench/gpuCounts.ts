// What a training step asks of a GPU, counted on a software one, and what it takes there.
import { install } from '@kindling/webgpu';
import { env } from '@tensorflow/tfjs-core';
import { counting, type StepCounts } from '@tests/browser/counting';
import { lacksSoftwareGpu, provideSoftwareGpu } from '@tests/kit/softwareGpu';
import { table } from './results.ts';

const row = (title: string, counts: StepCounts): readonly string[] => [
  title,
  String(counts.dispatches),
  String(counts.submits),
  String(counts.writes),
  String(counts.buffers),
  String(counts.bindGroups),
  (counts.uploadedBytes / 1000).toFixed(1),
  String(counts.reads),
  counts.hostTime?.toFixed(2) ?? '-',
  counts.milliseconds.toFixed(0),
];

const heads = [
  'a step of',
  'dispatches',
  'submits',
  'writeBuffer',
  'createBuffer',
  'createBindGroup',
  'kB sent',
  'mapAsync',
  'ms of the host',
  'ms, software GPU',
];

/** The part of the page on WebGPU. */
export const gpuPart = async (): Promise<string> => {
  const about = `## What a step asks of a GPU

Batch 32, Adam, accuracy, the sixth step of \`fit\`, which is compiled; of tfjs-layers the third. The batch is on the device but where it is
fed: there it comes from bytes on the host, shuffled, and is scaled and one-hot in the step: 98.3 kB of what is sent. Counts are of a
device with 12 storage buffers a shader: one with fewer may need more dispatches. They are of a plan whose shaders are there, which are asked for from its 17th run on. The milliseconds of the host are those in which a step holds up the thread that trains. The last column is of a software GPU (SwiftShader,
Dawn in Node), which computes on the CPU: it says nothing of hardware.`;
  if (lacksSoftwareGpu !== undefined) return `${about}\n\nNot counted: ${lacksSoftwareGpu}.`;
  provideSoftwareGpu();
  const { undo } = await install();
  env().set('WEBGPU_CPU_FORWARD', false);
  const counts = await counting({ mlp: 32, cnn: 32 });
  await undo();
  return `${about}\n\n${table(
    heads,
    Object.entries(counts).map(([title, each]) => row(title, each)),
  )}`;
};
