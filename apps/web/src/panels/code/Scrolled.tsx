import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly kind: 'script' | 'terminal' | 'log' | 'summary';
  readonly children: ComponentChildren;
}

/** Text as it is, wider than its place at times: it scrolls, by keys too. */
export const Scrolled = ({ label, kind, children }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
  <section class={`scrolled ${kind}`} aria-label={label} tabIndex={0}>
    <pre>{children}</pre>
  </section>
);
