/**
 * The page's Content-Security-Policy: its own origin, and the one address that CIFAR-10 may be downloaded from.
 *
 * @param download as `VITE_CIFAR10_URL` has it; empty where the site offers none
 */
export const policy = (download: string): string => {
  const elsewhere = /^https?:\/\/[^/]+/.exec(download)?.[0];
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    ['connect-src', "'self'", 'blob:', elsewhere].filter(Boolean).join(' '),
    "img-src 'self' blob: data:",
    "style-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
};
