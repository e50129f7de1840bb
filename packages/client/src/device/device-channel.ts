export interface DeviceChannelListener {
  /** Another tab has written an edit of the document with this address. */
  written(address: string): void;
  /** Another tab has forgotten that document; null: all of them. */
  forgotten(address: string | null): void;
}

/** What the tabs of one person tell each other of their common device. Silent where browsers have no channels. */
export class DeviceChannel {
  readonly #channel: BroadcastChannel | null;

  constructor(name: string, listener: DeviceChannelListener) {
    this.#channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
    if (this.#channel === null) return;
    this.#channel.onmessage = ({ data }: { readonly data: unknown }) => {
      if (typeof data !== "object" || data === null) return;
      if ("written" in data && typeof data.written === "string") listener.written(data.written);
      if ("forgotten" in data && (typeof data.forgotten === "string" || data.forgotten === null))
        listener.forgotten(data.forgotten);
    };
  }

  tellWritten(address: string): void {
    this.#channel?.postMessage({ written: address });
  }

  tellForgotten(address: string | null): void {
    this.#channel?.postMessage({ forgotten: address });
  }

  close(): void {
    if (this.#channel === null) return;
    this.#channel.onmessage = null;
    this.#channel.close();
  }
}
