import * as copy from '../../copy/data.ts';
import { classPictures } from '../../state/classPictures.ts';
import { door, doorButton, doorId } from '../../state/door.ts';
import { plannedNames } from '../../state/names.ts';
import { Picture } from '../Picture.tsx';

/** Ten pictures, each a button that shows what becomes of it. */
export const ClassPictures = () => (
  <ul class="class-pictures" aria-label={copy.classPictures}>
    {classPictures.value.map((picture, ofClass) => {
      const isOpen = door.value?.name === 'lesson' && door.value.ofClass === ofClass;
      const name = plannedNames.value[ofClass] ?? '';
      return (
        <li key={ofClass}>
          <button
            type="button"
            aria-label={copy.showSteps(name)}
            id={doorButton({ name: 'lesson', ofClass })}
            aria-expanded={isOpen}
            aria-controls={isOpen ? doorId : undefined}
            disabled={picture === undefined}
            onClick={() => {
              door.value = isOpen ? undefined : { name: 'lesson', ofClass };
            }}
          >
            <Picture pixels={picture?.pixels} />
            <span class="class-name">{name}</span>
          </button>
        </li>
      );
    })}
  </ul>
);
