import { readSpec, type Spec } from '@kindling/app-common';
import { batch, effect, signal } from '@preact/signals';
import { Refusal } from './client.ts';
import { type Draft, draftOf, specOf } from './draft.ts';
import { described, plan, type RefusedFields, refused, shownRefused } from './plan.ts';
import { phase } from './run.ts';
import { isRunOf } from './same.ts';
import { ask, onEvent } from './trainer.ts';

/** What stands in the fields; `plan` is the last of it that can be trained. */
export const draft = signal<Draft>(draftOf(plan.peek()));

/** Who types is told of what is refused, and has a number taken as meant, after so long. */
export const rest = 1000;

/** The plan that came from these fields, not from a link or a file. */
let edited: Spec | undefined;
/** The last plan that the library has described. */
let good: Spec | undefined;
/** The plan before somebody began to type: 9 on the way to 99999 is none that was meant. */
let meant: Spec = plan.peek();
let isTyping = false;
let resting: ReturnType<typeof setTimeout> | undefined;
let describing: ReturnType<typeof setTimeout> | undefined;

/** Takes what is typed as meant, and shows what is refused: a field was left, or rests. */
export const settle = (): void => {
  clearTimeout(resting);
  isTyping = false;
  shownRefused.value = refused.peek();
  meant = plan.peek();
};

/** What is refused no more is not shown so for a moment longer. */
const clearShown = (): void => {
  const now = refused.peek();
  const still = Object.entries(shownRefused.peek()).filter(([field]) => field in now);
  shownRefused.value = isTyping ? Object.fromEntries(still) : now;
};

/** What of the fields can be trained: for those that are refused, what was meant before. */
const usable = (now: Draft, fields: RefusedFields): Spec => {
  const before = Object.keys(fields).map((field) => field.split('.')[0] as keyof Spec);
  const spec = { ...specOf(now), ...Object.fromEntries(before.map((name) => [name, meant[name]])) };
  const read = readSpec(spec);
  if (!('spec' in read)) return meant;
  // The same again is not described again.
  return [plan.peek(), meant].find((known) => isRunOf(known, read.spec)) ?? read.spec;
};

/** What somebody has typed or chosen: at once in the fields, in the plan if it can be. */
export const edit = (change: (draft: Draft) => Draft): void =>
  batch(() => {
    draft.value = change(draft.peek());
    const read = readSpec(specOf(draft.value));
    isTyping = true;
    refused.value = 'spec' in read ? {} : read.refused;
    edited = 'spec' in read ? read.spec : usable(draft.peek(), read.refused);
    plan.value = edited;
    clearShown();
    clearTimeout(resting);
    resting = setTimeout(settle, rest);
  });

const describe = async (): Promise<void> => {
  const spec = plan.peek();
  try {
    const told = await ask('describe', { spec });
    if (spec !== plan.peek()) return;
    good = spec;
    const { model: _, ...others } = refused.peek();
    batch(() => {
      described.value = told;
      refused.value = others;
      clearShown();
    });
  } catch (error) {
    // A trainer that is not there yet, or no more, says so itself; it is asked again when it is.
    if (spec !== plan.peek() || !(error instanceof Refusal)) return;
    batch(() => {
      refused.value = { ...refused.peek(), [error.field ?? 'model']: error.message };
      clearShown();
      if (good !== undefined) {
        edited = good;
        meant = good;
        plan.value = good;
      }
    });
  }
};

const describeSoon = (): void => {
  clearTimeout(describing);
  describing = setTimeout(() => void describe(), 30);
};

/** Keeps the fields and what the library says in step with the plan, whoever changes it. */
export const followPlan = (): void => {
  // Not before there is a network, which is waited for more.
  onEvent((event) => {
    if (event.type === 'state' && event.phase !== 'starting' && plan.peek() !== good) describeSoon();
  });
  effect(() => {
    if (plan.value !== edited) {
      draft.value = draftOf(plan.value);
      meant = plan.value;
      refused.value = {};
      shownRefused.value = {};
    }
    if (plan.value !== good && phase.peek() !== 'starting') describeSoon();
  });
};
