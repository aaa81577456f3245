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
  (counts.uploadedBytes / 1000).toFixed(1),
  String(counts.reads),
  counts.milliseconds.toFixed(0),
];

const heads = [
  'a step of',
  'dispatches',
  'submits',
  'writeBuffer',
  'createBuffer',
  'kB sent',
  'mapAsync',
  'ms, software GPU',
];

/** The part of the page on WebGPU. */
export const gpuPart = async (): Promise<string> => {
  const about = `## What a step asks of a GPU

Batch 32, Adam, accuracy, the third step. The batch is on the device but where it is fed: there it comes from bytes on the host, shuffled,
scaled and one-hot, and is 394.5 kB of what is sent. Counts are the same on any GPU. The times are of a software GPU (SwiftShader,
Dawn in Node), which computes on the CPU: they say nothing of hardware.`;
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
