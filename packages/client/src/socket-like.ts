/**
 * The constructor of a socket: the browser's `WebSocket`, the class of the `ws` package, or any other transport with the
 * same behaviour: the properties `onopen`, `onmessage`, `onerror`, `onclose` and `binaryType` can be set, events
 * never come from inside the constructor or `send`, messages arrive whole and in order.
 */
export type SocketConstructor = new (
  url: string,
  protocols?: string[],
) => { readonly readyState: number; send(data: Uint8Array<ArrayBuffer>): void; close(): void };

/** What is used of a socket. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  /** Bytes handed over and not yet written to the network, where the transport tells. */
  readonly bufferedAmount?: number;
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: unknown }) => void) | null;
  onclose: ((event: { readonly code?: unknown; readonly reason?: unknown }) => void) | null;
  send(data: Uint8Array): void;
  close(): void;
  /** Ends without the closing handshake (`ws` has it, browsers do not). */
  terminate?(): void;
}

export type SocketClass = new (url: string, protocols: string[]) => SocketLike;

/** The values of `readyState`. */
export const ReadyState = { connecting: 0, open: 1, closing: 2, closed: 3 } as const;
