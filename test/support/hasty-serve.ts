/** `serve` with the time limits of its first argument, so that a test takes seconds instead of a minute. */
import { loadConfig } from '../../bff/server/config.ts';
import { serve, type TimeLimits } from '../../bff/server/server.ts';

await serve(loadConfig(process.env), JSON.parse(process.argv[2]!) as TimeLimits);
