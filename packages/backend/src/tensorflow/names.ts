// internal: strings that TensorFlow may keep beyond the call

const names = new Map<string, Uint8Array>();

/** The string in C, one for each text and for good: names of operations and attributes are few. */
export const nameOf = (text: string): Uint8Array => {
  let name = names.get(text);
  if (name === undefined) {
    name = new TextEncoder().encode(`${text}\0`);
    names.set(text, name);
  }
  return name;
};
