import type { FastifyInstance } from "fastify";
import { sendRefusal } from "./refusal.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** False on plain HTTP routes: @fastify/websocket would complete an upgrade there and close it without a word. */
    takesWebSockets?: boolean;
  }
}

/** Answers 404 to a WebSocket where there is no route, or one that is not for WebSockets. Knows the routes that are registered after it. */
export const refuseStrayUpgrades = (fastify: FastifyInstance): void => {
  fastify.addHook("onRoute", (route) => {
    const takesWebSockets = route.websocket === true || route.wsHandler !== undefined;
    route.config = { ...route.config, takesWebSockets };
  });
  fastify.addHook("onRequest", async (request, reply) => {
    const isStray = request.is404 || request.routeOptions.config.takesWebSockets === false;
    if (request.ws && isStray) return sendRefusal(reply, "not-a-websocket");
  });
};
