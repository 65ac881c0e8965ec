#!/usr/bin/env node
// What is installed as "tenantry": see bundle.ts beside this file, which puts it into dist.
'use strict';
const { enableCompileCache } = process.getBuiltinModule('node:module');

if (process.argv.includes('serve') && process.argv[2] !== 'complete') import('./main.js');
else {
  // Beside the program, where whoever may write could change the program as well: a folder that
  // others may write to would let them put code of theirs into this process. Where nobody may
  // write, nothing is kept.
  enableCompileCache?.(`${__dirname}/compiled`);
  // What is parsed a few times is not worth compiling a parser for, which takes longer.
  if (!process.argv.includes('import')) globalThis.__zod_globalConfig = { jitless: true };
  const { run } = require('./bundle/run.cjs');
  const { processSurroundings } = require('./bundle/surroundings.cjs');
  run(process.argv.slice(2), processSurroundings(process)).then((code) => {
    process.exitCode = code;
  });
}
