/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A layer as JSON: enough to make it again. */
export interface LayerSpec {
  readonly kind: string;
  readonly name?: string;
  readonly trainable?: false;
  readonly config: { readonly [key: string]: Json };
}
