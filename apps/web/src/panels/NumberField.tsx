import { rate } from '../copy/numbers.ts';
import { settle } from '../state/editor.ts';
import { refusalId } from '../state/mayTrain.ts';
import { shownRefused } from '../state/plan.ts';

interface Props {
  readonly field: string;
  readonly value: number | string;
  readonly label: string;
  readonly isDecimal?: boolean | undefined;
  onInput(typed: string): void;
  /** When it is left, or Enter pressed. */
  onChange?: (() => void) | undefined;
}

/** The library's words under a field that it refuses; who is in the field hears them with it, and nobody is cut short. */
export const Refused = ({ field }: { readonly field: string }) => {
  const sentence = shownRefused.value[field];
  return (
    <div role="status">
      {sentence !== undefined && (
        <p class="refused" id={refusalId(field)} tabIndex={-1}>
          {sentence}
        </p>
      )}
    </div>
  );
};

/** A field of one number; what is typed half-way stays as it is. */
export const NumberField = ({ field, value, label, isDecimal = false, onInput, onChange }: Props) => {
  const isRefused = shownRefused.value[field] !== undefined;
  return (
    <input
      class="value num"
      type="text"
      inputMode={isDecimal ? 'decimal' : 'numeric'}
      autocomplete="off"
      spellcheck={false}
      data-field={field}
      aria-label={label}
      aria-invalid={isRefused}
      aria-describedby={isRefused ? refusalId(field) : undefined}
      value={typeof value === 'number' && isDecimal ? rate(value) : value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
      onChange={() => {
        settle();
        onChange?.();
      }}
    />
  );
};
