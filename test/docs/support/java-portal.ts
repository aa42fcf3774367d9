/**
 * The Spring examples of `docs` as a running portal. Their libraries are Debian's packages; CI installs them.
 * `JAVA_PORTAL_JARS` names a folder with other ones, for example Tomcat 11 and a Spring for `jakarta.servlet`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES } from './examples.ts';
import { COMPILER, JVM, runnable } from './programs.ts';

export const JAVA_PORTAL = fileURLToPath(new URL('PortalServer.java', import.meta.url));
/** Sources with what the examples for RuoYi call of it, to compile them. */
const RUOYI = fileURLToPath(new URL('ruoyi', import.meta.url));
const JARS = '/usr/share/java';
const SPRING = ['aop', 'beans', 'context', 'core', 'expression', 'jdbc', 'transaction', 'web', 'web.servlet'];
const TOMCAT = ['annotations-api', 'api', 'catalina', 'coyote', 'jaspic-api', 'jni', 'juli', 'servlet-api'];
const DEBIAN = [
  ...SPRING.map((part) => `spring3-${part}`), // its version is 4.3
  ...[...TOMCAT, 'util', 'util-scan'].map((part) => `tomcat9-${part}`),
  ...['annotations', 'core', 'databind'].map((part) => `jackson-${part}`),
  ...['slf4j-api', 'slf4j-nop', 'commons-logging', 'h2'],
].map((name) => `${JARS}/${name}.jar`);
const chosen = process.env['JAVA_PORTAL_JARS'];
const LIBRARIES = chosen ? readdirSync(chosen).map((name) => `${chosen}/${name}`) : DEBIAN;
const CLASSPATH = [...LIBRARIES, '.'].join(':');
/** The libraries that the examples themselves may use, so that one text fits Spring Boot 2, 3 and 4: no Jackson and no Servlet API. */
const OF_EXAMPLES = LIBRARIES.filter((path) => /spring|slf4j-api/.test(basename(path))).join(':');

export const JAVA_EXAMPLES: readonly string[] = EXAMPLES.filter((name) => name.endsWith('.java'));

/** Whether this machine has a JDK and the libraries. CI must have them. */
export function hasSpring(): boolean {
  if (runnable(['SiteToken.java']).length === 0) return false;
  const missing = LIBRARIES.filter((jar) => !existsSync(jar));
  if (missing.length === 0) return true;
  if (process.env['CI']) throw new Error(`CI lacks ${missing.join(', ')}`);
  console.warn(`the Spring examples are not run: this machine lacks ${missing.join(', ')}`);
  return false;
}

/** Compiles all Java examples for JDK 8. */
export function compilePortal(folder: string): void {
  copyFileSync(JAVA_PORTAL, `${folder}/PortalServer.java`);
  const compile = (classpath: string, files: readonly string[]) => {
    const options = [...COMPILER, '--release', '8', '-parameters', '-Xlint:-options', '-encoding', 'UTF-8'];
    execFileSync(
      'javac',
      [...options, '-implicit:none', '-sourcepath', `${RUOYI}:.`, '-cp', classpath, ...files],
      { cwd: folder },
    );
  };
  compile(OF_EXAMPLES, JAVA_EXAMPLES);
  compile(CLASSPATH, ['PortalServer.java']);
}

/** Runs an example that is a program. */
export const runJava = (folder: string, name: string): void =>
  void execFileSync('java', [...JVM, name], { cwd: folder });

export interface JavaPortal {
  url: string;
  close(): Promise<void>;
}

/** `settings`: the properties that `application.yml` has. `tables`: the SQL that creates them. */
export async function startJavaPortal(
  folder: string,
  port: number,
  settings: Record<string, string>,
  tables: readonly string[],
): Promise<JavaPortal> {
  const properties = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
  const program = ['-cp', CLASSPATH, 'PortalServer', String(port), ...tables];
  const child = spawn('java', [...JVM, ...properties, ...program], { cwd: folder });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<true>((resolve) => child.stdout.once('data', () => resolve(true)));
  if (!(await Promise.race([ready, ended]))) throw new Error(`the portal ended:\n${log}`);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
