import { toLink, toScript } from '@kindling/app-common';
import { computed, signal } from '@preact/signals';
import { plan } from './plan.ts';
import { runSpec } from './run.ts';
import { isRunOf } from './same.ts';
import { open } from './sheets.ts';

export type CodeTab = 'script' | 'log' | 'summary';

export const codeTab = signal<CodeTab>('script');

export const openCode = (tab: CodeTab): void => {
  codeTab.value = tab;
  open('code');
};

/** What the script and the link tell: the run at hand with its rates, or the next one if the controls say another. */
const toldSpec = computed(() => (isRunOf(runSpec.value, plan.value) ? runSpec.value : plan.value));

export const script = computed(() => toScript(toldSpec.value));
/** This page with these settings. */
export const link = computed(() => new URL(toLink(toldSpec.value), location.href).href);
