/** Said where the page's own script has not come. */
export const notLoaded = 'A part of this page could not be loaded. Reload it.';
