/** `serve` with the time limits of its first word, so that a test needs seconds for what takes a minute. */
import { startControl } from '../../bff/cli/control.ts';
import { loadConfig } from '../../bff/config.ts';
import { serve, type TimeLimits } from '../../bff/server.ts';

await serve(loadConfig(process.env), startControl, JSON.parse(process.argv[2]!) as TimeLimits);
