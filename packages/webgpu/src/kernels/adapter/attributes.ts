// internal: the attributes of a kernel, which tfjs's registry leaves untyped
import type { Attributes } from './replacement.ts';

/** As the type that tfjs gives the attributes of this kernel. Nothing is checked: they come from its operations. */
export const attributes = <T extends object>(params: Attributes): T => params as T;
