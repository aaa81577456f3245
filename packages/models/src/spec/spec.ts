/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object that JSON can carry. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A layer or model as JSON: enough to make it again. `name` and `trainable: false` stand where they were given. */
export interface LayerSpec extends JsonObject {
  readonly kind: string;
  readonly config: JsonObject;
}

/** Factories of layers, initializers and regularizers, found by their `kind`; whatever carries none is passed over. */
export type Vocabulary = Readonly<Record<string, unknown>>;
