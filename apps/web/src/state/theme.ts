import { computed, effect, signal } from '@preact/signals';
import { isDarkSystem } from './screen.ts';
import { stored } from './stored.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (value: string | undefined): value is Theme => themes.includes(value as Theme);

export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length]!;

const kept = stored.get('theme');

export const theme = signal<Theme>(isTheme(kept) ? kept : 'system');

/** What is painted: canvases read it to paint again. */
export const isDark = computed(() => (theme.value === 'system' ? isDarkSystem.value : theme.value === 'dark'));

/** Keeps the document's colours to the wish, and the wish for the next visit. */
export const followTheme = (): (() => void) =>
  effect(() => {
    const root = document.documentElement;
    if (theme.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    stored.set('theme', theme.value === 'system' ? undefined : theme.value);
  });
