import { app } from './app.ts';

process.exitCode = await app(
  process.argv.slice(2),
  { print: (line) => console.log(line) },
  { print: (line) => console.error(line) },
);
