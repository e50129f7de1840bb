import { parseDocumentId } from "@motet/protocol";
import { z } from "zod";

/** An id that somebody chose, not percent-encoded. */
export const documentIdSchema = z.string().refine((id) => {
  try {
    return parseDocumentId(encodeURIComponent(id)) === id;
  } catch {
    return false;
  }
}, "must be 1 to 255 bytes of UTF-8 without control characters");
