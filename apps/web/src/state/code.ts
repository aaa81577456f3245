import { toLink, toScript } from '@kindling/app-common';
import { computed, signal } from '@preact/signals';
import { differs } from './differs.ts';
import { plan } from './plan.ts';
import { runSpec } from './run.ts';
import { open } from './sheets.ts';

export type CodeTab = 'script' | 'log' | 'summary';

export const codeTab = signal<CodeTab>('script');

export const openCode = (tab: CodeTab): void => {
  codeTab.value = tab;
  open('code');
};

/** Whose program is asked for where the controls say another run than the one at hand. */
export const wanted = signal<'run' | 'next'>('next');

/** Whose program is told: of the run at hand with its rates, or of the next one. */
export const whose = computed((): 'run' | 'next' => {
  if (runSpec.value === undefined) return 'next';
  return differs.value ? wanted.value : 'run';
});

const told = computed(() => (whose.value === 'run' && runSpec.value !== undefined ? runSpec.value : plan.value));

export const script = computed(() => toScript(told.value));
/** This page with these settings. */
export const link = computed(() => new URL(toLink(told.value), location.href).href);
