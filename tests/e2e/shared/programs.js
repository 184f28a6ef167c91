// The programs under test, each on a free port and in a folder of its own, and none left behind.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; these tests are started by cargo xtask test`);
  return value;
}

/** Where `cargo xtask` put things. */
export const place = {
  get app() { return required('BANTHAO_APP'); },
  get portal() { return required('BANTHAO_PORTAL'); },
  get bridge() { return required('BANTHAO_BRIDGE'); },
  get ui() { return required('BANTHAO_UI'); },
  get chromium() { return required('BANTHAO_CHROMIUM'); },
  get tauriDriver() { return required('BANTHAO_TAURI_DRIVER'); },
  get out() { return required('BANTHAO_OUT'); },
};

export const PASSWORD = 'ban-thao-demo';

/** An empty folder for one test run. */
export function emptyFolder(name) {
  const folder = join(place.out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const running = new Set();
// Whatever ends this process, its children do not outlive it.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a program and waits for the line of its output that starts with `sign`, if one is named; `said` is the rest of it. */
export async function start(name, program, args, { sign, env = {}, log, seconds = 60 }) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => { running.delete(child); resolve(code ?? signal); });
    child.once('error', (error) => { running.delete(child); resolve(error.message); });
  });
  const file = createWriteStream(log, { flags: 'a' });
  child.stderr.pipe(file, { end: false });
  const lines = createInterface({ input: child.stdout });
  const said = await new Promise((resolve, reject) => {
    AbortSignal.timeout(seconds * 1000).addEventListener('abort', () => reject(new Error(`${name} did not say “${sign}” within ${seconds} s; see ${log}`)));
    ended.then((how) => reject(new Error(`${name} ended (${how}) before it said “${sign}”; see ${log}`)));
    lines.on('line', (line) => {
      file.write(`${line}\n`);
      if (sign !== undefined && line.startsWith(sign)) resolve(line.slice(sign.length).trim());
    });
    if (sign === undefined) child.once('spawn', () => resolve(''));
  });
  return {
    said,
    pid: child.pid,
    ended,
    async stop() { child.kill('SIGTERM'); await ended; },
    async kill() { child.kill('SIGKILL'); await ended; },
  };
}

/** The portal with its demonstration accounts. The same folder and port make it the same portal again. */
export async function startPortal({ data, port }) {
  const address = `http://127.0.0.1:${port}`;
  const program = await start('the portal', place.portal, [`--listen=127.0.0.1:${port}`, '--data', data, '--demo', `--public-url=${address}`], {
    sign: 'listening on ',
    log: `${data}.log`,
  });
  return { ...program, address };
}

/** The core behind HTTP; `said` is the address to open. */
export function startBridge({ profiles, provision }) {
  const args = ['--listen=127.0.0.1:0', '--profiles', profiles, '--ui', place.ui];
  if (provision) args.push('--provision', provision);
  return start('the bridge', place.bridge, args, { sign: 'open ', log: `${profiles}.log` });
}

/** A file that signs the officer in at the first start. */
export function writeProvision(file, portal, passphrase) {
  writeFileSync(file, JSON.stringify({ portal_url: portal, username: 'canbo', password: PASSWORD, ...(passphrase && { passphrase }) }));
  return file;
}
