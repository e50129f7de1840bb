import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

const MAIN = join(import.meta.dirname, "..", "dist", "main.js");

export interface Program {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves with the exit code; null: ended by a signal. */
  readonly exited: Promise<number | null>;
}

export interface ProgramOptions {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
}

/** Starts the built server with nothing in its environment but what is given. */
export const program = ({ flags = [], environment = {}, workingDirectory }: ProgramOptions): Program => {
  const child = spawn(process.execPath, [MAIN, ...flags], {
    cwd: workingDirectory,
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  return { child, stdout: () => stdout, stderr: () => stderr, exited };
};

/** The same, once it says where it is: `127.0.0.1:<port>`. */
export const started = async (options: ProgramOptions): Promise<Program & { host: string }> => {
  const running = program({ ...options, flags: ["--port", "0", ...(options.flags ?? [])] });
  const host = await new Promise<string>((resolve, reject) => {
    running.child.stdout?.on("data", () => {
      const found = /^Motet is ready: http:\/\/(\S+)$/m.exec(running.stdout())?.[1];
      if (found !== undefined) resolve(found);
    });
    void running.exited.then((code) => reject(new Error(`It ended with ${code}: ${running.stderr()}`)));
  });
  return { ...running, host };
};
