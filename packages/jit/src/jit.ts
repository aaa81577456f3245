import {
  createSession,
  type Engine,
  type Live,
  type Program,
  recorderInUse,
  type Shortcuts,
  type StepGradients,
  tensorsIn,
} from '@kindling/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createPlans, notePlans, type Plans } from './plans.ts';
import {
  type GivenBatch,
  recordEvaluate,
  recordGradients,
  recordPredict,
  recordStep,
  recordUpdate,
  type StepNumbers,
} from './records.ts';
import { signatureOf } from './signature.ts';

/**
 * The engine that compiles: the kernels of a step are recorded, twice, beside two steps that are taken as ever; from
 * then on a step is one call, which runs the same kernels over memory of its own, on all threads. The numbers are those
 * of `eager`, to the bit. A batch of another shape has a plan of its own; so have `evaluate` and `predict`.
 *
 * It knows kernels and no layers, so layers, losses and metrics of yours are compiled as well. What can't be recorded
 * runs as it comes, and `explain` says why: a kernel that the backend has from tfjs, numbers that are read back, or
 * that differ from step to step. Works on the `wasm` and `webgpu` backends that `@kindling/wasm`, `@kindling/webgpu` or
 * `selectBackend` has started: on `webgpu` the call is one submit. On others all steps run as they come.
 *
 * @example
 * ```ts
 * import { jit } from '@kindling/jit';
 * import { dense, input, sequential } from '@kindling/models';
 * import { compile } from '@kindling/train';
 *
 * const net = sequential([input({ shape: [2] }), dense({ units: 1 })]);
 * const trainer = compile(net, { optimizer: 'sgd', loss: 'mse', engine: jit() });
 * trainer.dispose();
 * ```
 */
export const jit = (): Engine => (program, options) => {
  const plans = createPlans();
  const session = createSession(program, options, shortcutsOf(program, plans));
  notePlans(session, plans);
  return session;
};

const liveTensors = ({ trees: { params, state, slots }, sums }: Live): Tensor[] =>
  [params, state, slots, sums].flatMap((tree) => Object.values(tree));

/**
 * Whether a plan can take these: no live tensors themselves, since what it reads is to be other memory than what it
 * writes, and none that were disposed of, which is told where it runs as it comes.
 */
const canBeTaken = (given: readonly Tensor[], live: readonly Tensor[]): boolean =>
  given.every((tensor) => !tensor.isDisposed && !live.includes(tensor));

const shortcutsOf = <Batch, X, Y>(program: Program<Batch, X, Y>, plans: Plans): Shortcuts<Batch, X, Y> => {
  const planOf = <Given>(what: string, given: unknown) => plans.of<Given>(`${what} ${signatureOf(given)}`);
  return {
    step: (live, batch, moment, alone) => {
      const plan = planOf<StepNumbers>(moment.results ? 'step with results' : 'step', batch);
      if (!plan?.prepare((inputs) => recordStep(program, inputs, live, batch, moment))) return undefined;
      const given = tensorsIn(batch);
      if (!canBeTaken(given, liveTensors(live))) return undefined;
      const results = plan.run([...liveTensors(alone()), ...given], { ...moment, batch });
      return { results: moment.results ? (results as Live['sums']) : undefined };
    },
    gradients: (trees, batch, moment) => {
      const plan = planOf<StepNumbers>('gradients', batch);
      if (!plan?.prepare((inputs) => recordGradients(program, inputs, trees, batch, moment))) return undefined;
      const given = tensorsIn(batch);
      const live = liveTensors({ trees, sums: {} });
      if (!canBeTaken(given, live)) return undefined;
      return plan.run([...live, ...given], { ...moment, batch }) as StepGradients;
    },
    update: (live, total, moment, shards, alone) => {
      const plan = plans.of<StepNumbers>('update');
      if (!plan?.prepare((inputs) => recordUpdate(program, inputs, live, total, moment, shards))) return undefined;
      plan.run([...liveTensors(alone()), ...tensorsIn(total)], { ...moment, batch: total });
      return true;
    },
    evaluate: (live, batch, alone) => {
      const plan = planOf<GivenBatch>('evaluate', batch);
      if (!plan?.prepare((inputs) => recordEvaluate(program, inputs, live, batch))) return undefined;
      const given = tensorsIn(batch);
      if (!canBeTaken(given, liveTensors(live))) return undefined;
      plan.run([...liveTensors(alone()), ...given], { batch });
      return true;
    },
    predict: (trees, x) => {
      const plan = planOf<GivenBatch>('predict', x);
      if (!plan?.prepare((inputs) => recordPredict(program, inputs, trees, x))) return undefined;
      const given = tensorsIn(x);
      if (!canBeTaken(given, [])) return undefined;
      return { y: plan.run([...liveTensors({ trees, sums: {} }), ...given], { batch: x }) as Y };
    },
    copy: (tensor) => recorderInUse()!.copy(tensor),
    dispose: plans.dispose,
  };
};
