// Never answers, and is too busy to be asked to stop.
import { parentPort } from "node:worker_threads";

parentPort.on("message", () => {
  for (;;);
});
