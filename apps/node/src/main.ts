import type { WriteStream } from 'node:tty';
import { app } from './app.ts';
import type { Output } from './cli/command.ts';

const clearLine = '\r\u001b[2K';

const outputTo = (stream: WriteStream): Output => {
  let replaceable = false;
  // A terminal that is gone takes no more lines; that must not keep a run from being saved.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EIO') throw error;
  });
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
