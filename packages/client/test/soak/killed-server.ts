import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import * as Y from "yjs";

export interface KilledServerOptions {
  readonly directory: string;
  readonly documentId: string;
  /** Above 0: its disk says "written" so many milliseconds before it is. */
  readonly liesForMs: number;
}

interface Ready {
  readonly port: number;
  readonly update: string;
}

const CHILD = fileURLToPath(new URL("server-child.mjs", import.meta.url));

/** A server process that is killed and started again, on one port and one directory. */
export class KilledServer {
  #child: ChildProcess | null = null;
  #revoked: readonly string[] = [];
  port = 0;

  constructor(private readonly options: KilledServerOptions) {}

  /** Resolves, once it listens, with the document as it was on the disk before that. */
  async start(): Promise<Y.Doc> {
    const child = fork(CHILD, [JSON.stringify({ ...this.options, port: this.port })], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      // The build, not the sources that a test runner has us read.
      execArgv: [],
    });
    this.#child = child;
    const ready = await Promise.race([
      once(child, "message").then(([message]) => message as Ready),
      once(child, "exit").then(([code]) => Promise.reject(new Error(`The server ended with ${code}.`))),
    ]);
    this.port = ready.port;
    child.send({ revoked: this.#revoked });
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, Buffer.from(ready.update, "base64"));
    return ydoc;
  }

  /** These writers may not any more, and are told at once; all others may. */
  revoke(writers: readonly string[]): void {
    this.#revoked = writers;
    this.#child?.send({ revoked: writers });
  }

  /** `kill -9`, sent before this returns. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }
}
