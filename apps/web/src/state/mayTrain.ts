import { refusedFirst } from '../copy/train.ts';
import { settle } from './editor.ts';
import { refused } from './plan.ts';
import { notice } from './run.ts';

/** The id of the sentence that refuses a field. */
export const refusalId = (field: string): string => `refused-${field.replaceAll('.', '-')}`;

/** The first field that is refused, as they stand on the page; where none takes the focus, the sentence does. */
const firstRefused = (): HTMLElement | undefined => {
  const fields = Object.keys(refused.peek());
  const boxes = [...document.querySelectorAll<HTMLElement>('[data-field]')];
  const box = boxes.find(({ dataset }) => fields.includes(dataset.field ?? ''));
  return (
    box ?? fields.map((field) => document.getElementById(refusalId(field))).find((each) => each !== null) ?? undefined
  );
};

/** Whether all that stands in the fields can be used. If not, it is said, and the focus goes where it is not so. */
export const mayTrain = (): boolean => {
  if (Object.keys(refused.peek()).length === 0) return true;
  settle();
  notice.value = refusedFirst;
  firstRefused()?.focus();
  return false;
};

/** The notice goes when nothing is refused any more. */
refused.subscribe((now) => {
  if (Object.keys(now).length === 0 && notice.peek() === refusedFirst) notice.value = undefined;
});
