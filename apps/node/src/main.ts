import type { WriteStream } from 'node:tty';
import { app } from './app.ts';
import type { Output } from './cli/command.ts';

const clearLine = '\r\u001b[2K';

const outputTo = (stream: WriteStream): Output => {
  let replaceable = false;
  return {
    print: (line) => {
      stream.write(`${replaceable ? clearLine : ''}${line}\n`);
      replaceable = false;
    },
    status: (text) => {
      if (!stream.isTTY) return;
      stream.write(`${clearLine}${text.slice(0, (stream.columns || 80) - 1)}`);
      replaceable = true;
    },
  };
};

process.exitCode = await app(process.argv.slice(2), outputTo(process.stdout), outputTo(process.stderr));
