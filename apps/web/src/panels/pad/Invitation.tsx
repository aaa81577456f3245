import { padCopy } from '../../copy/pad.ts';
import { cssOf } from '../../draw/pad/colour.ts';
import { guides, isFilled } from '../../draw/pad/guides.ts';
import { invitation, palette } from '../../state/pad.ts';

/** What the empty pad asks for, with lines to follow. */
export const Invitation = () => (
  <div class="pad-invitation" aria-hidden="true" style={{ color: cssOf(palette.value.front) }}>
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <path d={guides[invitation.value]} />
    </svg>
    <p>{padCopy.invite(invitation.value, isFilled(invitation.value))}</p>
  </div>
);
