import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A server that the tests start, kill and start again. It is given `PORT` and `DATA_DIR` in its environment. */
export interface StartedServerOptions {
  /** The program and its arguments, such as `["node", "server.js"]`. */
  readonly command: readonly [string, ...string[]];
  /** Where it runs; the working directory of the tests if left out. */
  readonly workingDirectory?: string;
  /** Added to the environment of the tests. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it prints once it listens; the first group is its address. */
  readonly ready?: RegExp;
  /** How long it may take until then, and how long until it has stopped. */
  readonly patienceMs?: number;
}

/** A server that runs already: it can be used, and neither killed nor started. */
export interface RunningServerOptions {
  readonly url: string;
}

export type MotetServerOptions = StartedServerOptions | RunningServerOptions;

export const SERVER_DEFAULTS = { ready: /^Motet is ready: (http\S+)$/m, patienceMs: 30_000 } as const;

/** A server under test, with documents of its own. */
export interface MotetServer {
  /** Its origin; the same after `start()` as before. */
  readonly url: string;
  /** Where it keeps its documents; null for one that was running already. */
  readonly dataDirectory: string | null;
  readonly isRunning: boolean;
  /** What it has printed since it was last started. */
  readonly output: string;
  /** SIGKILL: it has no time to write anything. Resolves once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Starts it on the same port and data. Resolves once it listens; at once where it runs. */
  start(): Promise<void>;
  /** Ends it and deletes its data. */
  dispose(): Promise<void>;
}

/** Resolves once the server listens. */
export async function createMotetServer(options: MotetServerOptions): Promise<MotetServer> {
  if ("url" in options) return new RunningServer(new URL(options.url).origin);
  const directory = await mkdtemp(join(tmpdir(), "motet-e2e-"));
  const server = new StartedServer(options, directory);
  try {
    await server.start();
  } catch (error) {
    await server.dispose();
    throw error;
  }
  return server;
}

class StartedServer implements MotetServer {
  readonly dataDirectory: string;
  readonly #options: StartedServerOptions;
  #process: ChildProcess | null = null;
  #starting: Promise<void> | null = null;
  #url = "";
  #output = "";

  constructor(options: StartedServerOptions, dataDirectory: string) {
    this.#options = options;
    this.dataDirectory = dataDirectory;
  }

  get url(): string {
    return this.#url;
  }

  get isRunning(): boolean {
    return this.#process !== null;
  }

  get output(): string {
    return this.#output;
  }

  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  async stop(): Promise<number | null> {
    const { patienceMs = SERVER_DEFAULTS.patienceMs } = this.#options;
    const timer = setTimeout(() => this.#process?.kill("SIGKILL"), patienceMs);
    try {
      return await this.#end("SIGTERM");
    } finally {
      clearTimeout(timer);
    }
  }

  start(): Promise<void> {
    if (this.#starting === null || this.#process === null) this.#starting = this.#launch();
    return this.#starting;
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }

  async #launch(): Promise<void> {
    const { command, workingDirectory, environment } = this.#options;
    const [program, ...args] = command;
    const port = this.#url === "" ? "0" : new URL(this.#url).port;
    this.#output = "";
    const child = spawn(program, args, {
      cwd: workingDirectory ?? process.cwd(),
      env: { ...process.env, ...environment, PORT: port, DATA_DIR: this.dataDirectory },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    child.once("close", () => {
      if (this.#process === child) this.#process = null;
    });
    // A worker that is ended in the middle of a test leaves no server behind.
    const orphaned = () => child.kill("SIGKILL");
    process.once("exit", orphaned);
    child.once("close", () => process.off("exit", orphaned));
    this.#url = await this.#listening(child);
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#process;
    if (child === null) return null;
    const closed = once(child, "close");
    child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }

  #listening(child: ChildProcess): Promise<string> {
    const { ready = SERVER_DEFAULTS.ready, patienceMs = SERVER_DEFAULTS.patienceMs, command } = this.#options;
    return new Promise((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${command.join(" ")} ${why}\n${this.#output}`));
      const timer = setTimeout(
        () => fail(`did not say that it listens within ${patienceMs} ms:`),
        patienceMs,
      );
      const read = (chunk: Buffer) => {
        this.#output += chunk.toString();
        const address = ready.exec(this.#output)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(new URL(address).origin);
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("error", (error) => fail(`could not be started: ${error.message}`));
      child.once("close", (code) => {
        clearTimeout(timer);
        fail(`ended with ${code ?? "a signal"}:`);
      });
    });
  }
}

class RunningServer implements MotetServer {
  readonly dataDirectory = null;
  readonly isRunning = true;
  readonly output = "";

  constructor(readonly url: string) {}

  kill(): Promise<never> {
    return this.#refuse("killed");
  }

  stop(): Promise<never> {
    return this.#refuse("stopped");
  }

  async start(): Promise<void> {}

  async dispose(): Promise<void> {}

  async #refuse(what: string): Promise<never> {
    throw new Error(`The server at ${this.url} was running already: it cannot be ${what} from here.`);
  }
}
