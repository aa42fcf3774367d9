#!/usr/bin/env node
/** The command line's file. Says which Node.js it needs before it loads what an older one does not have. */
import { nodeVersionError } from './node-version.ts';

const error = nodeVersionError(process.versions.node);
if (error) {
  console.error(error);
  process.exitCode = 1;
} else await import('./program.ts');
