/**
 * Files of registers and of social insurance into the tables, and what follows for certifications.
 */
export { importHandlers } from './handlers.ts';
export { ImportRefused, type ImportReport } from './report.ts';
export { importRegistry, type OnAffected, type Preview, previewRegistry } from './registry.ts';
export { isImportUnapplied, applyImports } from './apply.ts';
export { importTestUnits } from './test-units.ts';
export { lockImports, type ImportOptions } from './staging.ts';
