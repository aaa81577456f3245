interface Props {
  readonly question: string;
  readonly yes: string;
  readonly no: string;
  onYes(): void;
  onNo(): void;
}

/** Asks before something is lost. */
export const Confirm = ({ question, yes, no, onYes, onNo }: Props) => (
  <>
    <p class="small">{question}</p>
    <div class="row">
      <button type="button" class="button" onClick={onYes}>
        {yes}
      </button>
      <button type="button" class="button quiet" onClick={onNo}>
        {no}
      </button>
    </div>
  </>
);
