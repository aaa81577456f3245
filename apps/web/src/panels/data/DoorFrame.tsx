import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import * as copy from '../../copy/data.ts';
import { closeDoor, doorId } from '../../state/door.ts';

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** What opens below the data: a heading, a way to close it, and what it is about. */
export const DoorFrame = ({ title, children }: Props) => {
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => frame.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section class="door" id={doorId} aria-labelledby={id} ref={frame}>
      <div class="door-head">
        <h3 id={id}>{title}</h3>
        <button type="button" class="button quiet" aria-label={copy.close(title)} onClick={closeDoor}>
          {copy.closeSign}
        </button>
      </div>
      {children}
    </section>
  );
};
