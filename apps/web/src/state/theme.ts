import { computed, effect, signal } from '@preact/signals';
import { isDarkSystem } from './screen.ts';
import { stored } from './stored.ts';

export type Theme = 'light' | 'dark';

const kept = stored.get('theme');

/** What a visitor chose; undefined as long as the system decides. */
const chosen = signal<Theme | undefined>(kept === 'light' || kept === 'dark' ? kept : undefined);

/** What is painted: canvases read it to paint again. */
export const isDark = computed(() => (chosen.value === undefined ? isDarkSystem.value : chosen.value === 'dark'));

export const switchTheme = (): void => {
  chosen.value = isDark.value ? 'light' : 'dark';
};

/** Keeps the document's colours to the choice, and the choice for the next visit. */
export const followTheme = (): (() => void) =>
  effect(() => {
    const root = document.documentElement;
    if (chosen.value === undefined) delete root.dataset.theme;
    else root.dataset.theme = chosen.value;
    stored.set('theme', chosen.value);
  });
