import type { ComponentChildren } from 'preact';
import { type RoomName, roomId } from '../state/rooms.ts';

/** Where a panel lives: what keys and the header jump to, and what an address may hide. */
export const Room = ({ name, children }: { readonly name: RoomName; readonly children: ComponentChildren }) => (
  <div class={`room room-${name}`} id={roomId(name)} tabIndex={-1}>
    {children}
  </div>
);
