import type { Plan, Step } from "./plan.js";
import { runSession } from "./session.js";

/** The same session with as few steps as still go wrong. */
export async function shrink(plan: Plan): Promise<Plan> {
  const fails = async (steps: readonly Step[]): Promise<boolean> =>
    (await runSession({ ...plan, steps })).problems.length > 0;
  let steps = plan.steps;
  let size = steps.length >> 1;
  while (size > 0) {
    let isSmaller = false;
    for (let at = steps.length - size; at > -size; at -= size) {
      const from = Math.max(0, at);
      const fewer = [...steps.slice(0, from), ...steps.slice(at + size)];
      if (!(await fails(fewer))) continue;
      steps = fewer;
      isSmaller = true;
    }
    if (size > 1) size >>= 1;
    else if (!isSmaller) break;
  }
  return { ...plan, steps };
}
