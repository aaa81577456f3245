import { padCopy } from '../../copy/pad.ts';
import { addMark, clear, isFillAdvised, marks, otherColours, undo } from '../../state/pad.ts';

export const Tools = () => {
  const isEmpty = marks.value.length === 0;
  return (
    <div class="pad-tools">
      <button type="button" class="button" disabled={isEmpty} onClick={undo}>
        {padCopy.undo}
      </button>
      <button
        type="button"
        class={isFillAdvised.value ? 'button primary' : 'button'}
        disabled={isEmpty}
        onClick={() => addMark({ kind: 'fill' })}
      >
        {padCopy.fill}
      </button>
      <button type="button" class="button" disabled={isEmpty} onClick={clear}>
        {padCopy.clear}
      </button>
      <button type="button" class="button quiet" onClick={otherColours}>
        {padCopy.colours}
      </button>
    </div>
  );
};
