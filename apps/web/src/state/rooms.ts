import { computed, signal } from '@preact/signals';
import { isWide } from './screen.ts';

/** What an address may hide, by the name it has there. */
export const roomNames = ['data', 'model', 'train', 'charts', 'look', 'matrix', 'pad', 'layer', 'code'] as const;

export type RoomName = (typeof roomNames)[number];

export const hidden = signal<ReadonlySet<RoomName>>(new Set());

export const isHidden = (room: RoomName): boolean => hidden.value.has(room);

export const roomId = (room: RoomName): string => `room-${room}`;

const controls = ['data', 'model', 'train'] as const satisfies readonly RoomName[];

/** The sections that have a number, in its order: that in which they stand on the page. */
export const numbered = computed(() =>
  isWide.value ? ([...controls, 'look'] as const) : (['look', ...controls] as const),
);

/** The column of controls, where it stays in place and scrolls by itself. */
const stickyBoxOf = (element: HTMLElement): HTMLElement | undefined => {
  const box = element.closest<HTMLElement>('.controls');
  return box !== null && getComputedStyle(box).position === 'sticky' ? box : undefined;
};

const pixels = (variable: string): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(variable)) || 0;
const barHeight = (): number => pixels('--bar');
/** Of what stands under the run bar now: kept by `Notes`. */
const noteHeight = (): number => pixels('--notes');

/** Two scroll boxes, each told by itself: a browser that is left to it moves the page by what the box lacks. */
const scrollWithin = (box: HTMLElement, element: HTMLElement): void => {
  const { top, paddingTop, marginTop } = getComputedStyle(box);
  const pinned = Number.parseFloat(top);
  const natural = box.parentElement!.getBoundingClientRect().top + scrollY + Number.parseFloat(marginTop);
  if (scrollY < natural - pinned) scrollTo({ top: natural - pinned, behavior: 'instant' });
  const place = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
  // A note under the run bar hangs into the box.
  const hidden = Math.max(0, noteHeight() - (pinned - barHeight()));
  box.scrollTop += place - Number.parseFloat(paddingTop) - hidden;
};

/** Brings a room into view, and the focus into it. */
export const jumpTo = (room: RoomName): void => {
  const element = document.getElementById(roomId(room));
  if (element === null) return;
  const box = stickyBoxOf(element);
  if (box === undefined) element.scrollIntoView({ block: 'start', behavior: 'instant' });
  else scrollWithin(box, element);
  element.focus({ preventScroll: true });
};
