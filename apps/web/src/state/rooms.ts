import { signal } from '@preact/signals';

/** What an address may hide, by the name it has there. */
export const roomNames = ['data', 'model', 'train', 'charts', 'look', 'matrix', 'pad', 'layer', 'code'] as const;

export type RoomName = (typeof roomNames)[number];

export const hidden = signal<ReadonlySet<RoomName>>(new Set());

export const isHidden = (room: RoomName): boolean => hidden.value.has(room);

export const roomId = (room: RoomName): string => `room-${room}`;

/** The sections that have a number, in its order. */
export const numbered = ['data', 'model', 'train', 'look'] as const satisfies readonly RoomName[];

/** Brings a room into view, and the focus into it. */
export const jumpTo = (room: RoomName): void => {
  const element = document.getElementById(roomId(room));
  element?.scrollIntoView({ block: 'start', behavior: 'auto' });
  element?.focus({ preventScroll: true });
};
