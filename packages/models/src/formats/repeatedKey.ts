// internal: what JSON.parse does not tell

/** A key that valid JSON text gives twice in one object, if any: parsers differ on which of the two they keep. */
export const repeatedKey = (json: string): string | undefined => {
  const seen: Set<string>[] = [];
  let at = 0;
  while (at < json.length) {
    const character = json[at++];
    if (character === '{' || character === '[') seen.push(new Set());
    else if (character === '}' || character === ']') seen.pop();
    else if (character === '"') {
      const start = at - 1;
      while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
      at++;
      if (!isKey(json, at)) continue;
      const key: string = JSON.parse(json.slice(start, at));
      const siblings = seen.at(-1);
      if (siblings?.has(key)) return key;
      siblings?.add(key);
    }
  }
  return undefined;
};

/** Whether the string that ends before `at` is followed by a colon. */
const isKey = (json: string, at: number): boolean => {
  let next = at;
  while (json[next] === ' ' || json[next] === '\n' || json[next] === '\t' || json[next] === '\r') next++;
  return json[next] === ':';
};
