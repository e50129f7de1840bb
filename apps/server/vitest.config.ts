import shared from "../../vitest.config.js";

/**
 * The shared configuration without the condition "import" for what Node loads itself: with it, `require("ws")` inside
 * @fastify/websocket would be given the ES module of ws, which has another shape.
 */
export default { ...shared, ssr: { resolve: { conditions: ["@motet/source", "module"] } } };
