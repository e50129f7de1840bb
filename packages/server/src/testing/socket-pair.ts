import type { Socket } from "../socket.js";

/** The client's end of a `socketPair`. */
export interface FarEnd {
  send(message: Uint8Array): void;
  close(code?: number): void;
  /** What the server has sent, in order. */
  readonly received: readonly Uint8Array[];
  onMessage(listener: (message: Uint8Array) => void): void;
  /** How the server closed it; null while it is open or was closed from here. */
  readonly closedWith: { readonly code: number; readonly reason: string } | null;
  readonly isOpen: boolean;
}

export interface SocketPair {
  /** The end that a `SyncServer` accepts. */
  readonly near: Socket & { bufferedAmount: number };
  readonly far: FarEnd;
}

/** A socket whose two ends are in one process: messages arrive at once, in order, as copies. */
export function socketPair(): SocketPair {
  let toServer: (message: Uint8Array) => void = () => {};
  let toClient: (message: Uint8Array) => void = () => {};
  let onClose: () => void = () => {};
  const received: Uint8Array[] = [];
  const state = { isOpen: true, closedWith: null as FarEnd["closedWith"] };
  return {
    near: {
      bufferedAmount: 0,
      send(message) {
        if (!state.isOpen) return;
        const copy = message.slice();
        received.push(copy);
        toClient(copy);
      },
      close(code, reason) {
        if (!state.isOpen) return;
        state.isOpen = false;
        state.closedWith = { code, reason };
        onClose();
      },
      onMessage(listener) {
        toServer = listener;
      },
      onClose(listener) {
        onClose = listener;
      },
    },
    far: {
      received,
      send(message) {
        if (state.isOpen) toServer(message.slice());
      },
      close() {
        if (!state.isOpen) return;
        state.isOpen = false;
        onClose();
      },
      onMessage(listener) {
        toClient = listener;
      },
      get closedWith() {
        return state.closedWith;
      },
      get isOpen() {
        return state.isOpen;
      },
    },
  };
}
