import { count } from '../copy/numbers.ts';
import { announced } from './announce.ts';
import { described, plan } from './plan.ts';
import { ask } from './trainer.ts';

/** Says aloud what became of the layers, with the parameters that the library then counts. */
export const tellLayers = (sentence: (parameters: string) => string): void => {
  const spec = plan.peek();
  const say = (parameters: number | undefined): void => {
    if (spec === plan.peek() && parameters !== undefined) announced.value = sentence(count(parameters));
  };
  ask('describe', { spec }).then(
    (told) => say(told.parameters),
    () => say(described.peek()?.parameters),
  );
};
