export const CALLOUT = "callout";

/** What a callout wants of its reader, from quiet to loud. */
export const CALLOUT_KINDS = ["note", "tip", "warning", "danger"] as const;

export type CalloutKind = (typeof CALLOUT_KINDS)[number];
