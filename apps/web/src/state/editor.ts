import { readSpec, type Spec } from '@kindling/app-common';
import { batch, effect, signal } from '@preact/signals';
import { Refusal } from './client.ts';
import { type Draft, draftOf, specOf } from './draft.ts';
import { described, plan, refused } from './plan.ts';
import { ask, onEvent } from './trainer.ts';

/** What stands in the fields; `plan` is the last of it that can be trained. */
export const draft = signal<Draft>(draftOf(plan.peek()));

/** The plan that came from these fields, not from a link or a file. */
let edited: Spec | undefined;
/** The last plan that the library has described. */
let good: Spec | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What somebody has typed or chosen: at once in the fields, in the plan if it can be. */
export const edit = (change: (draft: Draft) => Draft): void =>
  batch(() => {
    draft.value = change(draft.peek());
    const read = readSpec(specOf(draft.value));
    if ('spec' in read) {
      refused.value = {};
      edited = read.spec;
      plan.value = read.spec;
    } else refused.value = read.refused;
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
    });
  } catch (error) {
    // A trainer that is not there yet, or no more, says so itself; it is asked again when it is.
    if (spec !== plan.peek() || !(error instanceof Refusal)) return;
    batch(() => {
      refused.value = { ...refused.peek(), [error.field ?? 'model']: error.message };
      if (good !== undefined) {
        edited = good;
        plan.value = good;
      }
    });
  }
};

const describeSoon = (): void => {
  clearTimeout(timer);
  timer = setTimeout(() => void describe(), 30);
};

/** Keeps the fields and what the library says in step with the plan, whoever changes it. */
export const followPlan = (): void => {
  onEvent(({ type }) => {
    if (type === 'device' && described.peek() === undefined) describeSoon();
  });
  effect(() => {
    if (plan.value !== edited) {
      draft.value = draftOf(plan.value);
      refused.value = {};
    }
    if (plan.value !== good) describeSoon();
  });
};
