import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** One person's way to the network: everything that their browser sends and receives passes here, WebSockets too. */
export interface NetworkSwitch {
  /** For `browser.newContext({ proxy: { server } })`. */
  readonly server: string;
  readonly isOn: boolean;
  /** How many connections are open through it. */
  readonly openConnections: number;
  /** Bytes that have passed, both ways. They stand still while it is off. */
  readonly bytesPassed: number;
  /** Cuts every open connection, without a farewell, and refuses new ones. Resolves when none is left. */
  turnOff(): Promise<void>;
  turnOn(): void;
  close(): Promise<void>;
}

/**
 * A SOCKS5 proxy (RFC 1928) on the loopback that can be switched off. A browser's own offline emulation leaves open
 * WebSockets alone; without this wire there is nothing left for them to run over.
 */
export async function createNetworkSwitch(): Promise<NetworkSwitch> {
  const sockets = new Set<Socket>();
  let isOn = true;
  let bytesPassed = 0;

  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
    return socket;
  };

  const join = (client: Socket, { host, port, rest }: Target) => {
    const target = keep(connect({ host, port }));
    const count = (chunk: Buffer) => {
      bytesPassed += chunk.length;
    };
    const end = () => {
      client.destroy();
      target.destroy();
    };
    target.on("close", () => {
      if (client.bytesWritten === GREETING_BYTES) client.end(reply(REFUSED));
      end();
    });
    client.on("close", end);
    target.once("connect", () => {
      client.write(reply(GRANTED));
      if (rest.length > 0) target.write(rest);
      client.on("data", count);
      target.on("data", count);
      client.pipe(target);
      target.pipe(client);
    });
  };

  const server = createServer((client) => {
    if (!isOn) {
      // Never open through here, so never counted.
      client.on("error", () => {});
      client.resetAndDestroy();
      return;
    }
    keep(client);
    readTarget(client).then(
      (target) => {
        if (isOn) join(client, target);
        else client.destroy();
      },
      () => client.destroy(),
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  const cut = async (): Promise<void> => {
    const closing = [...sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const socket of sockets) socket.resetAndDestroy();
    await Promise.all(closing);
  };

  return {
    server: `socks5://127.0.0.1:${port}`,
    get isOn() {
      return isOn;
    },
    get openConnections() {
      return sockets.size;
    },
    get bytesPassed() {
      return bytesPassed;
    },
    async turnOff() {
      isOn = false;
      await cut();
    },
    turnOn() {
      isOn = true;
    },
    async close() {
      isOn = false;
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      await cut();
      await closed;
    },
  };
}

interface Target {
  readonly host: string;
  readonly port: number;
  /** What the client has sent after its request already. */
  readonly rest: Buffer;
}

const VERSION = 5;
const GRANTED = 0;
const REFUSED = 5;
const GREETING_BYTES = 2;
const ADDRESS = { ipv4: 1, name: 3, ipv6: 4 } as const;

const reply = (code: number): Buffer => Buffer.from([VERSION, code, 0, ADDRESS.ipv4, 0, 0, 0, 0, 0, 0]);

/** Greets, and reads whereto the client wants to be connected. */
async function readTarget(client: Socket): Promise<Target> {
  let bytes: Buffer = Buffer.alloc(0);
  const take = async (length: number): Promise<Buffer> => {
    while (bytes.length < length) {
      const [chunk] = (await once(client, "data")) as [Buffer];
      bytes = Buffer.concat([bytes, chunk]);
    }
    const taken = bytes.subarray(0, length);
    bytes = bytes.subarray(length);
    return taken;
  };
  const [version, methods = 0] = await take(2);
  if (version !== VERSION) throw new Error("not SOCKS5");
  await take(methods);
  client.write(Buffer.from([VERSION, 0]));
  const [, , , kind] = await take(4);
  const host = await readHost(kind, take);
  const port = (await take(2)).readUInt16BE(0);
  client.pause();
  return { host, port, rest: bytes };
}

async function readHost(
  kind: number | undefined,
  take: (length: number) => Promise<Buffer>,
): Promise<string> {
  if (kind === ADDRESS.ipv4) return (await take(4)).join(".");
  if (kind === ADDRESS.ipv6) return (await take(16)).toString("hex").replace(/(.{4})(?!$)/g, "$1:");
  if (kind !== ADDRESS.name) throw new Error("unknown kind of address");
  const [length = 0] = await take(1);
  return (await take(length)).toString("latin1");
}
