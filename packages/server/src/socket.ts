/** The byte pipe under a session: a WebSocket, a polling transport, a pair in memory. Messages are whole and in order. */
export interface Socket {
  /** Bytes handed over and not yet written to the network. */
  readonly bufferedAmount: number;
  /** Never throws; after a close it does nothing. */
  send(message: Uint8Array): void;
  /** The same as `send` for each of them, in one write; the next call with the same array may reuse what this one made. Where there is none, each is sent. */
  sendAll?(messages: readonly Uint8Array[]): void;
  /** Messages that come from now on may wait, and those who send them with them. Where there is none, they come all the same. */
  pause?(): void;
  resume?(): void;
  /** Close code and a reason of at most 123 bytes. Idempotent. */
  close(code: number, reason: string): void;
  /** Attached synchronously by the session, once, before any message can arrive. */
  onMessage(listener: (message: Uint8Array) => void): void;
  /** Called once, whoever closed it and however. */
  onClose(listener: () => void): void;
}
