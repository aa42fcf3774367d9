/** The service as a process: configuration, parts, workers, start and stop. */
export { type Config, ConfigError, loadConfig, VARIABLES } from './config.ts';
export { openResources, type Resources } from './resources.ts';
export { SEALED_COLUMNS } from './sealed-columns.ts';
