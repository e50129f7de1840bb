import type { z } from "zod";
import { Problem } from "./problems.js";

/** What a schema makes of a body or query; throws a `Problem` that says what is wrong where. */
export const parseInput = <Value>(schema: z.ZodType<Value>, input: unknown): Value => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw new Problem(
    "invalid-request",
    `${where === "" ? "The request" : where}: ${issue?.message ?? "not valid"}`,
  );
};
