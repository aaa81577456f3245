/** How V8, Node and tfjs speak where nobody checked: no error of ours reads like this. */
const raw = [
  /Cannot (read|set|convert|access|mix|destructure|perform|assign|add|delete|define|redefine)\b/,
  /is not (a function|a constructor|iterable|defined|an object|valid JSON|extensible)/,
  /Invalid (array length|typed array length|string length|time value|array buffer|regular expression|count value)/,
  /Array buffer allocation failed|out of memory|Maximum call stack|Converting circular|stack depth/i,
  /Unexpected (token|end|number|string|non-whitespace)|Expected .* in JSON|in JSON at position|Bad control character/,
  /Argument '.*' passed to|Error when checking|Error in \w+:|tensor should have|values has \d+ rank|based on the provided shape/i,
  /offset is out of bounds|out of range|multiple of|encoded data was not valid|Reduce of empty array/,
  /\bERR_[A-Z_]+|\b(ENOENT|EEXIST|EISDIR|ENOTDIR|EINVAL)\b|\[object Object\]|must be of type|incorrect header check/,
  /not a number:|precision must|toFixed\(\)|BigInt/,
];

/** Who says it, before what is wrong: `dense: units must be ...`. */
const owned = /^\p{L}[\p{L}\w ]*: \S/u;

/** Whether an error is one of ours, in words: with its owner first, or as `form` says. */
export const isWorded = (error: unknown, form: RegExp = owned): boolean =>
  error instanceof Error && form.test(error.message) && !raw.some((words) => words.test(withoutQuotes(error.message)));

/** What was given may be shown in quotes, whatever it says. */
const withoutQuotes = (message: string): string => message.replaceAll(/"(\\.|[^"\\])*"/g, '""');
