import type { BrowserContext, Page } from "@playwright/test";

/** Pages come through, and nothing of the sync server does: what is seen of a document is from the device. */
export async function blockSync(context: BrowserContext | Page): Promise<void> {
  await context.routeWebSocket(/\/sync/, (socket) => void socket.close());
  await context.route(/\/sync/, (route) => route.abort());
}
