/** The attributes of a kernel, which tfjs's registry leaves untyped. */
export type Attributes = Readonly<Record<string, unknown>>;

/**
 * As the type that tfjs or core gives the attributes of this kernel. Nothing is checked: they come from its operations.
 */
export const attributesAs = <T extends object>(attributes: Attributes): T => attributes as T;
