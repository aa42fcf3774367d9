#!/usr/bin/env node
/** The command line's file. Says which Node.js it needs before it loads what an older one does not have. */
import { complaintAbout } from './node-version.ts';

const complaint = complaintAbout(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exitCode = 1;
} else await import('./program.ts');
