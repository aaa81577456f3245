/**
 * A response with the headers that make a page cross-origin isolated, which threads need; static hosts cannot set them.
 * A redirect's or an opaque one is given back as it is: neither can be built anew.
 */
export const isolated = (response: Response): Response => {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  const { status, statusText } = response;
  const hasNoBody = status === 204 || status === 205 || status === 304;
  return new Response(hasNoBody ? null : response.body, { status, statusText, headers });
};
