import { vi } from "vitest";
import * as Y from "yjs";
import { createProvider, type Provider, type ProviderOptions, type Status } from "../src/index.js";
import { ReadyState } from "../src/socket-like.js";
import { FakeNetwork } from "./fake-network.js";
import { ModelServer } from "./model-server.js";

const stages: Stage[] = [];

/** For `afterEach`: closes every provider, under fake timers. */
export async function closeStages(): Promise<void> {
  const closing = Promise.all(stages.splice(0).map(({ provider }) => provider.close()));
  await vi.runAllTimersAsync();
  await closing;
}

async function noNetwork(): Promise<Response> {
  throw new Error("no network");
}

/** A provider, a network and a server of which nothing moves unless the test says so. */
export class Stage {
  readonly ydoc: Y.Doc;
  readonly network = new FakeNetwork();
  readonly server: ModelServer;
  readonly provider: Provider;
  readonly statuses: Status[] = [];

  constructor(options: Partial<ProviderOptions> & { readonly server?: ModelServer } = {}) {
    const { server = new ModelServer(), ...rest } = options;
    this.server = server;
    this.ydoc = rest.ydoc ?? new Y.Doc();
    stages.push(this);
    if (!vi.isMockFunction(globalThis.fetch)) vi.stubGlobal("fetch", vi.fn(noNetwork));
    this.provider = createProvider({
      url: "ws://stage",
      documentId: "stage",
      WebSocketPolyfill: this.network.Socket,
      ...rest,
      ydoc: this.ydoc,
    });
    this.provider.on("status", (status) => this.statuses.push(status));
  }

  get kind(): Status["kind"] {
    return this.provider.status.kind;
  }

  /** The kinds of status so far, without repetitions. */
  get kinds(): Status["kind"][] {
    return this.statuses.map(({ kind }) => kind).filter((kind, n, kinds) => kind !== kinds[n - 1]);
  }

  type(text = "a"): void {
    this.ydoc.getText("body").insert(0, text);
  }

  /** The latest socket opens. */
  open(): void {
    this.server.open(this.network.last.server);
    this.network.last.open();
  }

  /** Messages go to and fro until none is left; the disk does not move. */
  exchange(): void {
    const socket = this.network.last;
    while (socket.readyState === ReadyState.open && socket.toServer.length + socket.toClient.length > 0) {
      for (const message of socket.toServer.splice(0)) this.server.receive(socket.server, message);
      while (socket.toClient.length > 0 && socket.readyState === ReadyState.open) socket.deliver();
    }
  }

  /** Like `exchange`, with a disk that is at once durable. */
  settle(): void {
    for (let round = 0; round < 3; round += 1) {
      this.exchange();
      this.server.flush();
      this.server.answer(this.network.last.server);
    }
    this.exchange();
  }

  /** A stage whose provider has said `saved` of an empty document. */
  static connected(options: ConstructorParameters<typeof Stage>[0] = {}): Stage {
    const stage = new Stage(options);
    stage.open();
    stage.settle();
    return stage;
  }

  /** The connection breaks, and the server notices too. */
  cut(code = 1006, reason = ""): void {
    this.server.leave(this.network.last.server);
    this.network.last.fail(code, reason);
  }
}
