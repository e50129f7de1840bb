import type { FastifyInstance } from "fastify";
import { sendRefusal } from "./refusal.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** False on plain HTTP routes: @fastify/websocket would complete an upgrade there and close it without a word. */
    takesWebSockets?: boolean;
  }
}

/** Answers 404 to a WebSocket on a route that is not for WebSockets. Knows the routes that are registered after it. */
export const refuseStrayUpgrades = (fastify: FastifyInstance): void => {
  fastify.addHook("onRoute", (route) => {
    const takesWebSockets = route.websocket === true || route.wsHandler !== undefined;
    route.config = { ...route.config, takesWebSockets };
  });
  fastify.addHook("onRequest", async (request, reply) => {
    if (request.ws && request.routeOptions.config.takesWebSockets === false) {
      return sendRefusal(reply, "not-a-websocket");
    }
  });
};
