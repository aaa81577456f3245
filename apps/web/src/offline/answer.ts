/** Where a response may come from. */
export interface Sources {
  /** What was kept of the site as a whole, when it was installed. */
  kept(url: string): Promise<Response | undefined>;
  /** What was kept at its first use. */
  used(url: string): Promise<Response | undefined>;
  keep(url: string, response: Response): Promise<void>;
  network(request: Request): Promise<Response>;
}

/** How long a page waits for a network that does not answer before it takes what is kept, in milliseconds. */
const patience = 3000;

const after = (milliseconds: number): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));

/** The page itself: fresh where there is a network, so that a new build is seen at once; else the kept one. */
const page = async (request: Request, index: string, from: Sources): Promise<Response> => {
  const fresh = from.network(request);
  const inTime = await Promise.race([fresh.catch(() => undefined), after(patience)]);
  if (inTime?.ok) return inTime;
  return (await from.kept(index)) ?? fresh;
};

/** A file whose name has its hash, and so never changes: from what is kept, or from the network, once. */
const file = async (request: Request, from: Sources): Promise<Response> => {
  const kept = (await from.kept(request.url)) ?? (await from.used(request.url));
  if (kept !== undefined) return kept;
  const fresh = await from.network(request);
  if (fresh.ok) await from.keep(request.url, fresh.clone());
  return fresh;
};

/**
 * What answers a request of the site; undefined where the browser should ask the network by itself, as for the archive
 * of CIFAR-10, which the page keeps in its own way.
 *
 * @param scope the site's address, with a slash at its end
 */
export const answer = (request: Request, scope: string, from: Sources): Promise<Response> | undefined => {
  const [url = ''] = request.url.split(/[?#]/);
  if (request.method !== 'GET' || !url.startsWith(scope)) return undefined;
  const path = url.slice(scope.length);
  if (path === '' || path === 'index.html') return page(request, `${scope}index.html`, from);
  if (path.startsWith('assets/')) return file(request, from);
  return from.kept(url).then((kept) => kept ?? from.network(request));
};
