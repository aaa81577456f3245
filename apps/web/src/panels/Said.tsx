import { announced } from '../state/announce.ts';

/** The only live region for what goes well; failures have their own, an alert. */
export const Said = () => (
  <p role="status" class="hidden-visually">
    {announced}
  </p>
);
