import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Marks } from "./catalog-projection.js";
import type { Documents } from "./documents.js";

const WELCOME_ID = "welcome";
/** Says that the document was written once: one that somebody deletes does not come back. */
const WELCOMED = "welcomed";

const SEED = fileURLToPath(new URL("../../seed/welcome.md", import.meta.url));

export interface WelcomeOptions {
  readonly documents: Documents;
  readonly marks: Marks & { has(name: string): Promise<boolean> };
}

/** Writes the document `welcome` into a store that is new. */
export const welcome = async ({ documents, marks }: WelcomeOptions): Promise<void> => {
  if (await marks.has(WELCOMED)) return;
  const { records } = await documents.list({ limit: 1 });
  if (records.length === 0)
    await documents.create({ id: WELCOME_ID, markdown: await readFile(SEED, "utf8") });
  await marks.add([WELCOMED]);
};
