import { bookSpec, readSpec, type Spec } from '@kindling/app-common';
import type { Checkpoint } from '@kindling/train';
import { worker as copy } from '../copy/worker.ts';
import { emptyChronicle, goBackTo } from './chronicle.ts';
import { createStopwatch } from './clock.ts';
import { createCourse } from './course.ts';
import type { Loaded } from './dataset.ts';
import type { Desk } from './desk.ts';
import { Failed } from './failed.ts';
import type { SessionHost } from './host.ts';
import type { Job } from './job.ts';
import { openTold } from './openTold.ts';
import type { Project } from './project.ts';
import type { DeviceName, Wish } from './protocol.ts';
import { withRate } from './rates.ts';
import type { RunRecord } from './record.ts';
import { build, findData, guessWatched, putData, tellLayer, useDevice } from './workshop.ts';

/** What the orders do: begins runs, puts others in their place, goes back. */
export interface Conductor {
  readonly job: Job | undefined;
  /** Comes when no run is at work and nothing comes after it. */
  idle(): Promise<void>;
  open(device: Wish, kept: boolean): Promise<void>;
  start(spec: Spec, device: DeviceName | undefined): Promise<void>;
  stop(): Promise<void>;
  /** On from the last checkpoint. */
  goOn(): Promise<void>;
  more(epochs: number): Promise<void>;
  goBack(learningRate: number): Promise<void>;
  /** For a run that is not at work. */
  setRate(learningRate: number): void;
  /** Ends the run, and shows an untrained network on these data. */
  showData(spec: Spec): Promise<void>;
  /** Another run in the place of this one, paused where it was. */
  putIn(project: Project): Promise<void>;
  fail(error: unknown): void;
}

export const createConductor = (desk: Desk, host: SessionHost): Conductor => {
  const course = createCourse(desk, host);
  const { go, listen, fail } = course;

  /** @param isReady whether the trainer at hand is this one, as new */
  const begin = async (spec: Spec, seconds = 0, isReady = false): Promise<void> => {
    if (!isReady) await build(desk, spec, desk.checkpoint);
    desk.watch = createStopwatch(undefined, 1000 * seconds);
    await tellLayer(desk);
  };

  /** A run that begins anew: what was of the one before is no more. */
  const clear = (): void => {
    const { chronicle, spec, result } = desk;
    const { points, rows } = chronicle;
    const accuracy = result?.accuracy ?? rows.at(-1)?.validation.accuracy;
    const earlier = points.length > 0 ? { spec, points, rows, accuracy, seconds: result?.seconds } : chronicle.earlier;
    desk.chronicle = emptyChronicle(earlier);
    desk.run += 1;
    desk.checkpoint = undefined;
    desk.result = undefined;
    desk.step = 0;
    course.renew();
  };

  const goFrom = async (spec: Spec, checkpoint: Checkpoint | undefined): Promise<void> => {
    await course.end(false);
    desk.checkpoint = checkpoint;
    desk.result = undefined;
    await build(desk, spec, checkpoint);
    go();
  };

  /** The charts, too, go back to where the run is. */
  const tellBack = (reached: number, step: number, epochs: number, sentence: string): void => {
    goBackTo(desk.chronicle, step, epochs);
    desk.post({ type: 'recovered', step, again: Math.max(0, reached - step), sentence });
  };

  const dataOf = (spec: Spec): Promise<Loaded> => findData(desk, spec, openTold(desk, host.openData));

  const showUntrained = async (spec: Spec, isReady = false): Promise<void> => {
    await begin(spec, 0, isReady);
    await guessWatched(desk);
    desk.tellState('ready');
  };

  /** The run of a project, as the page shows it. */
  const takeIn = ({ checkpoint, record }: Project): void => {
    clear();
    const { spec, points, rows, counts, guesses, earlier, phase, result } = record;
    desk.chronicle = { points, rows, counts, guesses, truth: [], earlier };
    desk.spec = spec;
    desk.hasRun = true;
    desk.checkpoint = checkpoint;
    desk.result = result;
    const wasRunning = phase === 'running' || phase === 'recovering';
    desk.post({ type: 'restored', spec, step: checkpoint.step, points, rows, counts, guesses, earlier, wasRunning });
  };

  /** Shapes, which are always there, where other data are not; and why. */
  const showInstead = async (spec: Spec, error: unknown): Promise<void> => {
    const { data, pictures, test } = bookSpec;
    const shown = { ...spec, data, pictures, test };
    clear();
    desk.hasRun = false;
    putData(desk, await dataOf(shown));
    await showUntrained(shown);
    fail(error);
  };

  /** Has the restored run ready to go on. */
  const settle = async ({ spec, seconds, result }: RunRecord): Promise<void> => {
    await begin(spec, seconds);
    await guessWatched(desk);
    desk.tellState(result === undefined ? 'paused' : 'done');
    course.lookOver();
  };

  const restore = async (): Promise<Project | undefined> => {
    const { project, sentence } = await host.keptRun();
    if (sentence !== undefined) desk.post({ type: 'notSaved', sentence });
    if (project !== undefined) takeIn(project);
    return project;
  };

  return {
    get job() {
      return course.job;
    },
    idle: course.idle,
    open: async (wish, kept) => {
      const { spec } = desk;
      desk.tellState('starting');
      const project = kept ? await restore() : undefined;
      const wanted = project?.record.spec ?? spec;
      // A device is mostly waited for: the data are read or drawn meanwhile.
      const reading = dataOf(wanted);
      reading.catch(() => undefined);
      listen(await useDevice(desk, wish, host.choose));
      const isNew = project === undefined;
      if (isNew) await build(desk, spec);
      try {
        putData(desk, await reading);
      } catch (error) {
        return showInstead(wanted, error);
      }
      if (isNew) return showUntrained(spec, true);
      await settle(project.record);
    },
    start: async (spec, device) => {
      const read = readSpec(spec);
      if ('refused' in read) {
        const [why = ''] = Object.values(read.refused);
        throw new Failed({ kind: 'model', sentence: copy.model(why), offers: [{ do: 'dismiss' }] });
      }
      const data = await dataOf(spec);
      await course.end(false);
      const isUntrained = !desk.hasRun && JSON.stringify(spec) === JSON.stringify(desk.spec);
      clear();
      putData(desk, data);
      if (device !== undefined && device !== desk.device?.told.name) listen(await useDevice(desk, device, host.choose));
      const isReady = isUntrained && desk.trainer !== undefined;
      desk.hasRun = true;
      await begin(spec, 0, isReady);
      go();
    },
    stop: async () => {
      await course.end(true);
      // A run that was restored is paused without being at work.
      if (desk.phase === 'paused') desk.tellState('stopped');
    },
    goOn: async () => {
      const { spec, checkpoint, step: reached } = desk;
      const step = checkpoint?.step ?? 0;
      if (reached !== step) tellBack(reached, step, checkpoint?.epoch ?? 0, copy.wentOn(step));
      await goFrom(spec, checkpoint);
    },
    more: (epochs) => goFrom({ ...desk.spec, epochs: desk.spec.epochs + epochs }, desk.checkpoint),
    goBack: async (learningRate) => {
      await course.end(false);
      const { spec, checkpoint, step: reached } = desk;
      const step = checkpoint?.step ?? 0;
      tellBack(reached, step, checkpoint?.epoch ?? 0, copy.wentBack(step, learningRate));
      const from = checkpoint && step > 0 ? { ...checkpoint, learningRate } : undefined;
      await goFrom(withRate(spec, step, learningRate), from);
    },
    setRate: (learningRate) => {
      const { checkpoint, spec } = desk;
      if (checkpoint === undefined) return;
      desk.checkpoint = { ...checkpoint, learningRate };
      desk.spec = withRate(spec, checkpoint.step, learningRate);
      desk.tellState();
    },
    showData: async (spec) => {
      const isOther = desk.data?.name !== spec.data;
      if (desk.hasRun && !isOther) return;
      const data = await dataOf(spec);
      await course.end(false);
      clear();
      putData(desk, data);
      desk.hasRun = false;
      await showUntrained(spec);
    },
    putIn: async (project) => {
      const data = await dataOf(project.record.spec);
      await course.end(false);
      takeIn(project);
      putData(desk, data);
      await settle(project.record);
      course.keep();
    },
    fail,
  };
};
