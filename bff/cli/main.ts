#!/usr/bin/env node
/**
 * The entry of the command line. It checks the version of Node.js before it loads code that needs a
 * newer one.
 */
import { nodeVersionError } from './node-version.ts';

const error = nodeVersionError(process.versions.node);
if (error) {
  console.error(error);
  process.exitCode = 1;
} else await import('./program.ts');
