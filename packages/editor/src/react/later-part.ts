import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { whenIdle } from "../core/when-idle.js";

/**
 * A part of the page that is not there from the beginning: it is fetched once the browser has nothing else to do, so that it is there when
 * the connection is not, or as soon as it is shown. Without a connection it waits for one.
 */
export function laterPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> {
  if (typeof window !== "undefined") whenIdle(() => load().catch(() => undefined));
  return lazy(async () => ({ default: await fetchPart(load) }));
}

async function fetchPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resolve) => window.addEventListener("online", resolve, { once: true }));
    return fetchPart(load);
  }
}
