const meta = document.querySelector<HTMLMetaElement>('meta[name="kindling-cifar10"]');

/** Where the site offers CIFAR-10, as its builder or its server has written into the page's head. */
export const offered: string | undefined = meta === null ? undefined : new URL(meta.content, document.baseURI).href;
