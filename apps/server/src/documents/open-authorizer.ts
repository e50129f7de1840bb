import type { Authorizer } from "@motet/server";

/** Mode `open`: whoever reaches the server owns every document. */
export const OPEN_AUTHORIZER: Authorizer = {
  authorize: async () => ({ kind: "granted", access: { role: "owner", userId: null, expiresAt: null } }),
};
