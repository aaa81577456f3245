import type { ComponentChildren } from 'preact';
import type { Phase } from '../../worker/protocol.ts';

const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 2 } as const;

/** A shape of its own for each state, so that none hangs on its colour. */
const shapes: Readonly<Record<Phase, ComponentChildren>> = {
  starting: <circle cx="8" cy="8" r="5" {...stroke} stroke-dasharray="3 2.24" />,
  ready: <circle cx="8" cy="8" r="5" {...stroke} />,
  running: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  paused: <path d="M5 3v10M11 3v10" {...stroke} stroke-width="3" />,
  recovering: <path d="M13 8a5 5 0 1 1-1.6-3.6M13 2v3.400h-3.400" {...stroke} />,
  done: <path d="M2.500 8.500l3.700 4L13.500 4" {...stroke} stroke-width="2.500" />,
  stopped: <rect x="3" y="3" width="10" height="10" fill="currentColor" />,
  failed: <path d="M3.500 3.500l9 9M12.500 3.500l-9 9" {...stroke} stroke-width="2.500" />,
};

export const StateSign = ({ phase }: { readonly phase: Phase }) => (
  <svg class={`state-sign is-${phase}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
    {shapes[phase]}
  </svg>
);
