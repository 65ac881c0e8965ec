#!/usr/bin/env node
import { run } from './run.ts';
import { processSurroundings } from './terminal/surroundings.ts';

process.exitCode = await run(process.argv.slice(2), processSurroundings(process));
