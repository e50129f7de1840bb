import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const children = new Set();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    // A server that runs inside this process handles its own stop.
    if (children.size === 0) return;
    for (const child of children) child.kill(signal);
    process.exitCode = signal === "SIGINT" ? 130 : 143;
    stopping = true;
  });
}
let stopping = false;

/** True once a signal has asked this script to stop: begin nothing new. */
export const isStopping = () => stopping;

/** Runs a program of `node_modules/.bin` there or at the root, or of the PATH; resolves with its exit code (null: ended by a signal). */
export function run(command, args, { cwd = ROOT, env = {}, quiet = false } = {}) {
  if (stopping) return Promise.resolve(null);
  const bin = join("node_modules", ".bin");
  const path = [join(cwd, bin), join(ROOT, bin), process.env.PATH].join(delimiter);
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PATH: path, TURBO_TELEMETRY_DISABLED: "1", ...env },
    stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
  });
  const output = [];
  if (quiet) {
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
  }
  children.add(child);
  return new Promise((resolve) => {
    child.on("error", (error) => {
      children.delete(child);
      console.error(`Cannot run ${command}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => {
      children.delete(child);
      if (quiet && code !== 0 && !stopping) process.stderr.write(Buffer.concat(output));
      resolve(code);
    });
  });
}

/** Like `run`, but a failure ends this script with the same exit code after one line that says what failed. */
export async function must(what, command, args, options) {
  const code = await run(command, args, options);
  if (code === 0) return;
  if (!stopping) console.error(`${what} failed (${command} ${args.join(" ")}).`);
  process.exit(stopping ? process.exitCode : (code ?? 1));
}
