import type { Status } from "@motet/client";

/** A final no of the server. */
export type Denial = Extract<Status, { readonly kind: "denied" }>;

/** The sync protocol's close code for a document that is missing, in the trash or closed to this person. */
export const GONE = 4404;
