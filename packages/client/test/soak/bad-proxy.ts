import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** - `open`: passes everything
 * - `strips`: refuses upgrades, as a proxy does that does not know them
 * - `swallows`: takes bytes and passes none, also of connections that are open already
 * - `slow`: 300 ms each way, and now and then the wait for a lost packet to be sent again */
export type Weather = "open" | "strips" | "swallows" | "slow";

const LATENCY_MS = 300;
const RESEND_MS = 700;
const LOSS = 0.05;

/** A proxy between clients and a server that comes and goes. */
export class BadProxy {
  weather: Weather = "open";
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(
    private readonly target: () => number,
    private readonly random: () => number,
  ) {
    this.#server = createServer((client) => this.#serve(client));
  }

  async listen(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts each open connection with this probability. */
  cut(probability = 1): void {
    for (const socket of this.#sockets) if (this.random() < probability) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.cut();
    await closed;
  }

  #serve(client: Socket): void {
    const upstream = connect(this.target(), "127.0.0.1");
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      this.#sockets.add(socket);
    }
    this.#pass(client, upstream, (chunk) => {
      if (this.weather !== "strips" || !/^upgrade: websocket/im.test(chunk.toString("latin1"))) return true;
      client.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return false;
    });
    this.#pass(upstream, client, () => true);
  }

  /** In order, as TCP has it: what comes after a late packet waits for it. */
  #pass(from: Socket, to: Socket, admits: (chunk: Buffer) => boolean): void {
    let dueAt = 0;
    let isDeaf = false;
    from.on("data", (chunk: Buffer) => {
      // A stream with a hole in it carries nothing any more.
      isDeaf ||= this.weather === "swallows";
      if (isDeaf || !admits(chunk)) return;
      const now = performance.now();
      dueAt = Math.max(dueAt, now + this.#delayMs());
      if (dueAt <= now) to.write(chunk);
      else setTimeout(() => to.destroyed || to.write(chunk), dueAt - now);
    });
  }

  #delayMs(): number {
    if (this.weather !== "slow") return 0;
    return this.random() < LOSS ? LATENCY_MS + RESEND_MS : LATENCY_MS;
  }
}
