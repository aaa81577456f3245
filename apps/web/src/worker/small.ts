const { deviceMemory = 8 } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };

/** Where memory is short, fewer of CIFAR-10's training pictures are held. */
export const isSmall = deviceMemory <= 2;
