import { useEffect, useId, useRef } from 'preact/hooks';

interface Props {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  onYes(): void;
  onNo(): void;
  /** Whether the focus goes to what loses nothing, which is then read with the question. */
  takesFocus?: boolean;
}

/** Asks before something is lost. */
export const Confirm = ({ question, yes, no, onYes, onNo, takesFocus = false }: Props) => {
  const id = useId();
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) safe.current?.focus();
  }, []);
  return (
    <>
      <p class="small" id={id}>
        {question}
      </p>
      <div class="row">
        <button type="button" class="button" onClick={onYes}>
          {yes}
        </button>
        <button type="button" class="button quiet" aria-describedby={id} ref={safe} onClick={onNo}>
          {no}
        </button>
      </div>
    </>
  );
};
