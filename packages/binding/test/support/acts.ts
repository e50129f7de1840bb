import type { Act } from "./act.js";
import { BLOCK_ACTS } from "./block-acts.js";
import { TABLE_ACTS } from "./table-acts.js";
import { TEXT_ACTS } from "./text-acts.js";

/** Every edit of the editor. */
export const ACTS: Readonly<Record<string, Act>> = { ...TEXT_ACTS, ...BLOCK_ACTS, ...TABLE_ACTS };
