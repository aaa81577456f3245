import { useLayoutEffect, useRef } from 'preact/hooks';
import { own as copy } from '../../copy/data.ts';
import { padCopy } from '../../copy/pad.ts';
import { centreCrop } from '../../draw/shrink.ts';
import { closeDoor, fileTold } from '../../state/door.ts';
import { names } from '../../state/names.ts';
import { best, type OwnPicture, own, probabilities, unanswered } from '../../state/own.ts';
import { isRunning, step } from '../../state/run.ts';
import { Bars } from '../Bars.tsx';
import { Dialog } from '../Dialog.tsx';
import { Picture } from '../Picture.tsx';
import { Words } from '../Words.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { FileButton } from './FileButton.tsx';

/** With what was cut away darkened. */
const Original = ({ picture }: { readonly picture: ImageBitmap }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = picture;
  useLayoutEffect(() => canvas.current!.getContext('2d')!.drawImage(picture, 0, 0), [picture]);
  const { x, y, size } = centreCrop(width, height);
  const share = (part: number, of: number): string => `${(100 * part) / of}%`;
  const crop = {
    insetInlineStart: share(x, width),
    insetBlockStart: share(y, height),
    inlineSize: share(size, width),
    blockSize: share(size, height),
  };
  return (
    <figure class="own-original">
      <div>
        <canvas ref={canvas} width={width} height={height} role="img" aria-label={copy.title} />
        {width !== height && <span style={crop} aria-hidden="true" />}
      </div>
      <figcaption class="small">{copy.original(width === height)}</figcaption>
    </figure>
  );
};

/** The guess in words; while a run moves the share, only another name is read aloud. */
const Verdict = () => {
  const told = best.value;
  return (
    <div class="pad-verdict">
      <p class="small">{padCopy.says}</p>
      <p class={told === undefined ? 'pad-guess pad-empty' : 'pad-guess num'}>
        {told === undefined ? padCopy.starting : padCopy.guess(told.name, told.share)}
      </p>
      <p class="hidden-visually" role="status">
        {told !== undefined && (isRunning.value ? told.name : padCopy.spoken(told.name, told.share))}
      </p>
      {step.value === 0 && <p class="small">{copy.untrained}</p>}
    </div>
  );
};

/** A line that is there in any case: what went wrong takes the place of the note. */
const Line = ({ note }: { readonly note: string }) => {
  const wrong = fileTold.value?.isWrong === true ? fileTold.value.sentence : unanswered.value;
  return (
    <div class="own-line">
      {wrong === undefined ? (
        <p class="small">{note}</p>
      ) : (
        <p class="refused" role="alert">
          <Words of={wrong} />
        </p>
      )}
    </div>
  );
};

/** A picture as it is, as the network sees it, and what it makes of that. */
const Shown = ({ original, pixels }: OwnPicture) => (
  <Dialog
    title={copy.title}
    onClose={closeDoor}
    returnTo={() => document.getElementById('door-own')}
    foot={<FileButton label={copy.another} accept="image/*" />}
  >
    <div class="inspector-parts own">
      <Original picture={original} />
      <div>
        <div class="pad-sees">
          <Picture pixels={pixels} size={128} />
          <Verdict />
        </div>
        <p class="small pad-caption">{copy.seen}</p>
        <Bars names={names.value} shares={probabilities.value} label={padCopy.bars} />
      </div>
    </div>
    <Line note={copy.note} />
  </Dialog>
);

/** A picture of the visitor's: how to give one, or over the page what becomes of it. */
export const Own = () =>
  own.value === undefined ? (
    <DoorFrame title={copy.title}>
      <Line note={copy.drop} />
      <p class="small">{copy.note}</p>
      <FileButton label={copy.choose} accept="image/*" />
    </DoorFrame>
  ) : (
    <Shown {...own.value} />
  );
