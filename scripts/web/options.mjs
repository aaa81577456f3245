// What `npm run web` can be told.
import { parseArgs } from 'node:util';

export const help = `npm run web [-- options]

Builds the web demo where something changed, and serves it on this machine.

  --port <port>   where; default: 5190, or a free one where that is taken
  --help          this text`;

/**
 * @param {readonly string[]} args
 * @returns {{ help: boolean, port?: number }}
 */
export const optionsOf = (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { port: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.port === undefined) return { help: values.help };
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, got "${values.port}"`);
  }
  return { help: values.help, port };
};
