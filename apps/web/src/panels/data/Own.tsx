import { useLayoutEffect, useRef } from 'preact/hooks';
import { own as copy } from '../../copy/data.ts';
import { names } from '../../state/names.ts';
import { own, probabilities, unanswered } from '../../state/own.ts';
import { step } from '../../state/run.ts';
import { Bars } from '../Bars.tsx';
import { Picture } from '../Picture.tsx';
import { DoorFrame } from './DoorFrame.tsx';
import { FileButton } from './FileButton.tsx';

const Original = ({ picture }: { readonly picture: ImageBitmap }) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current!.getContext('2d')!.drawImage(picture, 0, 0), [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} role="img" aria-label={copy.original} />;
};

/** A picture of the visitor's: as it is, as the network sees it, and what it makes of that. */
export const Own = () => (
  <DoorFrame title={copy.title}>
    {own.value === undefined ? (
      <p class="small">{copy.drop}</p>
    ) : (
      <>
        <div class="own-pair">
          <figure>
            <Original picture={own.value.original} />
            <figcaption class="small">{copy.original}</figcaption>
          </figure>
          <figure>
            <Picture pixels={own.value.pixels} size={120} />
            <figcaption class="small">{copy.seen}</figcaption>
          </figure>
        </div>
        <Bars names={names.value} shares={probabilities.value} label={copy.title} />
        {unanswered.value !== undefined && (
          <p class="refused" role="alert">
            {unanswered.value}
          </p>
        )}
        {step.value === 0 && <p class="small">{copy.untrained}</p>}
      </>
    )}
    <p class="small">{copy.note}</p>
    <FileButton label={own.value === undefined ? copy.choose : copy.another} accept="image/*" />
  </DoorFrame>
);
