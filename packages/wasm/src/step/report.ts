// internal: what is told of phases
import type { LaunchReport, PhaseReport } from '@kindling/core';
import { bytesIn, type Launch, nameOf, type Region } from '../recording/recording.ts';
import { type Phase, phaseText } from './phases.ts';
import type { Touched } from './touched.ts';

const reportOfLaunch = (launch: Launch, { all, read, written }: Touched, regions: readonly Region[]): LaunchReport => {
  const bytes = (touched: ReadonlySet<number>): number =>
    [...touched].reduce((sum, region) => sum + bytesIn(regions[region]!), 0);
  const { flops, moved = { read: bytes(read), written: bytes(written) } } = launch.split;
  const tensors = [...all].flatMap((i) => {
    const region = regions[i]!;
    return region.kind === 'tensor' ? [region.index] : [];
  });
  return { name: nameOf(launch), flops, bytesRead: moved.read, bytesWritten: moved.written, tensors };
};

export const reportOf = (
  phase: Phase,
  touches: ReadonlyMap<Launch, Touched>,
  regions: readonly Region[],
): PhaseReport => ({
  text: phaseText(phase),
  launches: phase.groups.flatMap(({ launches }) =>
    launches.map((launch) => reportOfLaunch(launch, touches.get(launch)!, regions)),
  ),
});
