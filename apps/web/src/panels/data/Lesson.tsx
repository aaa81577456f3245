import { lesson } from '../../copy/data.ts';
import { side } from '../../draw/tile.ts';
import { classPictures } from '../../state/classPictures.ts';
import { names } from '../../state/names.ts';
import { plan } from '../../state/plan.ts';
import { Picture } from '../Picture.tsx';
import { DoorFrame } from './DoorFrame.tsx';

/** The number that the chapter looks at: row 12, column 13, green. */
const [row, column, channel] = [12, 13, 1];

/** What becomes of one picture and its name before a network sees them. */
export const Lesson = ({ ofClass }: { readonly ofClass: number }) => {
  const picture = classPictures.value[ofClass];
  const name = names.value[ofClass] ?? '';
  if (picture === undefined) return null;
  const byte = picture.pixels[(row * side + column) * 3 + channel]!;
  return (
    <DoorFrame title={lesson.title(name)}>
      <div class="lesson">
        <div class="marked">
          <Picture pixels={picture.pixels} size={112} label={lesson.picture(picture.id, name)} />
          <span class="mark" aria-hidden="true" />
        </div>
        <dl>
          <dt>{lesson.tensor}</dt>
          <dd class="mono">{lesson.shape(plan.value.pictures)}</dd>
          <dt>{lesson.value}</dt>
          <dd class="mono">
            {lesson.place(picture.id)}
            <br />
            {lesson.becomes(byte)}
          </dd>
        </dl>
        <dl class="lesson-label">
          <dt>{lesson.label(name)}</dt>
          <dd class="mono">{lesson.oneHot(ofClass, names.value.length)}</dd>
        </dl>
      </div>
    </DoorFrame>
  );
};
