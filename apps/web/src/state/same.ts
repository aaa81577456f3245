import type { Spec } from '@kindling/app-common';

/** The rate that a run has come to. */
export const rateNow = ({ learningRate, rates }: Spec): number => rates.at(-1)?.learningRate ?? learningRate;

const plain = (spec: Spec): string =>
  JSON.stringify(
    { ...spec, learningRate: rateNow(spec), rates: [] },
    Object.keys(spec).sort().concat('units', 'activation'),
  );

/** Whether the controls say what a run does: its rate may have been changed on the way. */
export const isRunOf = (run: Spec | undefined, planned: Spec): run is Spec =>
  run !== undefined && plain(run) === plain(planned);
