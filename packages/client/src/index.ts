export { createProvider } from "./create-provider.js";
export { DEFAULTS, type Limits, type ProviderOptions } from "./options.js";
export type { Person } from "./people.js";
export type { Closed, Provider, ProviderEvents } from "./provider.js";
export type { SocketConstructor } from "./socket-like.js";
export type { Status } from "./status.js";
export { ANONYMOUS, type ShownUser, shownUser, type User } from "./user.js";
export { warnBeforeUnload } from "./warn-before-unload.js";
