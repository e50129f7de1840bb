import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

type StockOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

/** A y-websocket client as it comes from the registry; `host` is `127.0.0.1:<port>`. */
export const stockClient = (host: string, documentId: string) => {
  const ydoc = new Y.Doc();
  const provider = new WebsocketProvider(`ws://${host}/sync`, encodeURIComponent(documentId), ydoc, {
    WebSocketPolyfill: WebSocket as unknown as StockOptions["WebSocketPolyfill"],
    disableBc: true,
  });
  onTestFinished(() => provider.destroy());
  return { ydoc, provider, body: ydoc.getText("body"), title: ydoc.getText("title") };
};
