import { readFileSync } from "node:fs";

/** The text of `.env` in the working directory; null where there is none. */
export const readEnvFile = (): string | null => {
  try {
    return readFileSync(".env", "utf8");
  } catch {
    return null;
  }
};
