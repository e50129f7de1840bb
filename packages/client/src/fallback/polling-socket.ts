import { Numbering } from "@motet/protocol";
import type { Socket } from "engine.io-client";
import { ReadyState, type SocketLike } from "../socket-like.js";
import { headersOf } from "../subprotocols.js";

const ABNORMAL = 1006;
const BAD_GATEWAY = "The way to the server loses messages.";

/**
 * HTTP long polling in the shape of a WebSocket. The polling is engine.io's, loaded when it is needed for the first
 * time. Frames are numbered: one that comes twice is passed over, one that is missing ends the socket, and the next one
 * begins with what both sides lack.
 */
export class PollingSocket implements SocketLike {
  binaryType = "arraybuffer";
  onopen: SocketLike["onopen"] = null;
  onmessage: SocketLike["onmessage"] = null;
  onerror: SocketLike["onerror"] = null;
  onclose: SocketLike["onclose"] = null;
  readyState: number = ReadyState.connecting;
  bufferedAmount = 0;
  readonly #numbering = new Numbering();
  #engine: Socket | null = null;

  /** @param address `ws(s)://host/…/sync/<document id>`: the fallback is beside it. */
  constructor(address: string, protocols: readonly string[]) {
    void this.#open(address, protocols);
  }

  send(data: Uint8Array): void {
    if (this.readyState !== ReadyState.open) return;
    const numbered = this.#numbering.number(data);
    this.bufferedAmount += numbered.length;
    this.#engine?.send(numbered);
  }

  /** What was sent before still goes out. */
  close(): void {
    if (this.readyState === ReadyState.closed) return;
    this.readyState = ReadyState.closing;
    if (this.#engine === null) this.#end(ABNORMAL, "");
    else this.#engine.close();
  }

  async #open(address: string, protocols: readonly string[]): Promise<void> {
    try {
      const { Socket } = await import("engine.io-client");
      if (this.readyState !== ReadyState.connecting) return;
      const url = new URL(address.replace(/^ws/, "http"));
      const engine = new Socket({
        // Brackets around an IPv6 address are put there again.
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port || (url.protocol === "https:" ? "443" : "80"),
        secure: url.protocol === "https:",
        path: url.pathname.replace(/^(.*)\/sync\//s, "$1/sync-fallback/"),
        addTrailingSlash: false,
        transports: ["polling"],
        upgrade: false,
        extraHeaders: headersOf(protocols),
      });
      engine.binaryType = "arraybuffer";
      engine.on("open", () => this.#opened());
      engine.on("message", (data: unknown) => this.#receive(data));
      engine.on("drain", () => {
        this.bufferedAmount = 0;
      });
      engine.on("close", () => this.#end(ABNORMAL, ""));
      this.#engine = engine;
    } catch (error) {
      this.onerror?.({ message: error instanceof Error ? error.message : "Polling could not be loaded." });
      this.#end(ABNORMAL, "");
    }
  }

  #opened(): void {
    if (this.readyState !== ReadyState.connecting) return;
    this.readyState = ReadyState.open;
    this.onopen?.();
  }

  /** Frames are binary; a text tells why the server closes, which polling itself has no word for. */
  #receive(data: unknown): void {
    if (this.readyState !== ReadyState.open) return;
    if (typeof data === "string") {
      const { code, reason } = readClose(data);
      this.#end(code, reason);
      this.#engine?.close();
      return;
    }
    try {
      const frame = this.#numbering.receive(new Uint8Array(data as ArrayBuffer));
      if (frame !== null) this.onmessage?.({ data: frame });
    } catch {
      this.onerror?.({ message: BAD_GATEWAY });
      this.#end(ABNORMAL, "");
      this.#engine?.close();
    }
  }

  #end(code: number, reason: string): void {
    if (this.readyState === ReadyState.closed) return;
    this.readyState = ReadyState.closed;
    this.onclose?.({ code, reason });
  }
}

function readClose(text: string): { readonly code: number; readonly reason: string } {
  try {
    const { code, reason } = JSON.parse(text) as { readonly code?: unknown; readonly reason?: unknown };
    return {
      code: typeof code === "number" ? code : ABNORMAL,
      reason: typeof reason === "string" ? reason : "",
    };
  } catch {
    return { code: ABNORMAL, reason: "" };
  }
}
