import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

type StockOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

export interface StockClient {
  readonly ydoc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly body: Y.Text;
  /** The text of the body, a line for each marker. */
  text(): string;
  close(): void;
}

/** A y-websocket client as it comes from the registry. Resolves once it is synced. */
export async function stockClient(url: string, documentId: string): Promise<StockClient> {
  const ydoc = new Y.Doc();
  const address = url.replace(/^http/, "ws");
  const provider = new WebsocketProvider(`${address}/sync`, encodeURIComponent(documentId), ydoc, {
    WebSocketPolyfill: WebSocket as unknown as StockOptions["WebSocketPolyfill"],
    disableBc: true,
  });
  await new Promise<void>((resolve) => provider.on("sync", (isSynced: boolean) => isSynced && resolve()));
  const body = ydoc.getText("body");
  return {
    ydoc,
    provider,
    body,
    text: () =>
      (body.toDelta() as { insert: unknown }[])
        .map(({ insert }) => (typeof insert === "string" ? insert : "\n"))
        .join("")
        .replace(/^\n/, ""),
    close: () => provider.destroy(),
  };
}
