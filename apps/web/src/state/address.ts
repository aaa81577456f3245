import { unknown as copy } from '../copy/address.ts';
import type { Wish } from '../worker/protocol.ts';
import { type RoomName, roomNames } from './rooms.ts';

/** What of an address is the page's own; the rest of it is a shared spec, which `fromLink` reads. */
export interface Address {
  readonly device: Wish;
  /** Whether the page may begin by itself. */
  readonly autorun: boolean;
  readonly hide: readonly RoomName[];
  /** What it says that the page does not know, a sentence each. */
  readonly unknown: readonly string[];
}

const devices = ['auto', 'webgpu', 'wasm', 'cpu'] as const;
/** Names in an address that are the page's own. */
export const ownNames = ['device', 'autorun', 'hide'] as const;

const isDevice = (value: string): value is Address['device'] => (devices as readonly string[]).includes(value);
const isRoom = (value: string): value is RoomName => (roomNames as readonly string[]).includes(value);

/** Reads `#hide=code,model&device=wasm&autorun=0`, with or without a spec. */
export const readAddress = (hash: string): Address => {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const device = fields.get('device') ?? 'auto';
  const named = (fields.get('hide') ?? '').split(',').filter((name) => name !== '');
  const unknown = [
    ...(isDevice(device) ? [] : [copy.device(device, devices)]),
    ...named.filter((name) => !isRoom(name)).map((name) => copy.room(name, roomNames)),
  ];
  return {
    device: isDevice(device) ? device : 'auto',
    autorun: fields.get('autorun') !== '0',
    hide: named.filter(isRoom),
    unknown,
  };
};
