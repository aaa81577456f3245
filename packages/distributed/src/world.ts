export type { Summed, World } from '@kindling/core';
