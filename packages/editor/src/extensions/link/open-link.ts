import { createCommand, type NodeKey } from "lexical";

/** `editing`: the address is asked for. `showing`: a link is shown with what can be done to it. */
export type LinkRequest =
  | { readonly kind: "editing"; readonly key?: NodeKey }
  | { readonly kind: "showing"; readonly key: NodeKey };

/** Opens the link dialog, for the selection or for a given link. */
export const OPEN_LINK_COMMAND = createCommand<LinkRequest>("OPEN_LINK_COMMAND");
