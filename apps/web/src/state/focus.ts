/** Puts the focus on something that is only drawn now. */
export const focusSoon = (id: string, options?: FocusOptions): void => {
  setTimeout(() => document.getElementById(id)?.focus(options));
};
