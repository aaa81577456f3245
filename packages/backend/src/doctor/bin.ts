#!/usr/bin/env node
// internal: `npx @kindling/backend doctor`
import { doctor } from './doctor.ts';

const invocation = 'npx @kindling/backend doctor';
const [command, ...rest] = process.argv.slice(2);

if (command === 'doctor' || command === undefined || command === '--help' || command === '-h') {
  const { code, text } = await doctor(command === 'doctor' ? rest : ['--help'], { invocation });
  (code === 2 ? process.stderr : process.stdout).write(`${text}\n`);
  process.exitCode = code;
} else {
  process.stderr.write(`@kindling/backend: unknown command "${command}"; known: doctor\n`);
  process.exitCode = 2;
}
