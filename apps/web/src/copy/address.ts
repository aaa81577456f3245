/** Of what an address says and the page does not know. */
export const unknown = {
  device: (name: string, known: readonly string[]): string =>
    `device "${name}" is not known; known: ${known.join(', ')}`,
  room: (name: string, known: readonly string[]): string =>
    `hide "${name}" is not a part of the page; its parts: ${known.join(', ')}`,
} as const;
