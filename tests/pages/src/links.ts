const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

/** The targets of a page's links and pictures that lie within the repository. */
export const linksOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/(?:\]\(|(?:src|href|srcset)=")([^)\s"]+)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));

const repository = /^https:\/\/github\.com\/kindling-js\/kindling\/(?:blob|tree)\/main\//;

/** The paths from the root that a page's links to the repository's own site lead to: those of pages that npm shows. */
export const siteLinksOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)/g)]
    .map(([, target]) => target!)
    .filter((target) => repository.test(target))
    .map((target) => target.replace(repository, ''));

/** The paths from the root that a page names in code: `packages/core/src`. */
export const pathsOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/`((?:apps|bench|docs|examples|packages|scripts|tests)\/[\w./-]+)`/g)].map(
    ([, path]) => path!,
  );

/** The anchors that a page's headings have. */
export const anchorsOf = (text: string): readonly string[] =>
  [...withoutCode(text).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );
