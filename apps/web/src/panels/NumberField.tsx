import { refused } from '../state/plan.ts';

interface Props {
  readonly field: string;
  readonly value: number | string;
  readonly label: string;
  readonly isDecimal?: boolean | undefined;
  onInput(typed: string): void;
  /** When it is left, or Enter pressed. */
  onChange?: ((typed: string) => void) | undefined;
}

/** The id of the sentence that refuses a field. */
const refusalId = (field: string): string => `refused-${field.replaceAll('.', '-')}`;

/** The library's words under a field that it refuses. */
export const Refused = ({ field }: { readonly field: string }) => {
  const sentence = refused.value[field];
  if (sentence === undefined) return null;
  return (
    <p class="refused" id={refusalId(field)} role="alert">
      {sentence}
    </p>
  );
};

/** A field of one number; what is typed half-way stays as it is. */
export const NumberField = ({ field, value, label, isDecimal = false, onInput, onChange }: Props) => {
  const isRefused = refused.value[field] !== undefined;
  return (
    <input
      class="value num"
      type="text"
      inputMode={isDecimal ? 'decimal' : 'numeric'}
      autocomplete="off"
      spellcheck={false}
      aria-label={label}
      aria-invalid={isRefused}
      aria-describedby={isRefused ? refusalId(field) : undefined}
      value={value}
      onInput={({ currentTarget }) => onInput(currentTarget.value)}
      onChange={onChange && (({ currentTarget }) => onChange(currentTarget.value))}
    />
  );
};
