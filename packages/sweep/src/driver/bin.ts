#!/usr/bin/env node
// internal: `npx kindling-sweep`
import { main } from './main.ts';

process.exitCode = await main(process.argv.slice(2));
