// internal: what a model is made of, laid out
import type { Form } from '../layer/forms.ts';
import type { AnyLayer } from '../layer/layer.ts';
import type { Place } from '../layer/slots.ts';
import type { Shape } from '../layer/types.ts';
import type { ModelInput } from '../model/model.ts';

/** A place under its name in the model: `dense_1/kernel`. */
export interface Weight extends Place {
  readonly name: string;
}

/** A layer under its name in the model. */
export interface Member {
  readonly name: string;
  readonly layer: AnyLayer;
  readonly params: readonly Weight[];
  readonly state: readonly Weight[];
}

/** One call; its values are numbered: the inputs first, then what each call gives. */
export interface Node {
  readonly member: Member;
  readonly readForm: Form;
  readonly reads: readonly number[];
  readonly giveForm: Form;
  /** The numbers and shapes of what it gives. */
  readonly gives: readonly { readonly value: number; readonly shape: Shape }[];
}

/** A model's parts. */
export interface Graph {
  readonly inputForm: Form;
  readonly inputs: readonly ModelInput[];
  readonly outputForm: Form;
  readonly outputs: readonly { readonly value: number; readonly shape: Shape }[];
  /** In an order in which they can run. */
  readonly nodes: readonly Node[];
  /** In the order of their first calls. */
  readonly members: readonly Member[];
  readonly params: readonly Weight[];
  readonly state: readonly Weight[];
}
