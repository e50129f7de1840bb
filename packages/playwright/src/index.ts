export { expect } from "@playwright/test";
export { chromiumExecutable, chromiumLaunchOptions, type FoundChromium, QUIET_FLAGS } from "./chromium.js";
export { difference } from "./difference.js";
export { CONVERGED_DEFAULTS, type ConvergedOptions, expectConverged } from "./expect-converged.js";
export {
  createMotetServer,
  type MotetServer,
  type MotetServerOptions,
  type RunningServerOptions,
  SERVER_DEFAULTS,
  type StartedServerOptions,
} from "./motet-server.js";
export { createNetworkSwitch, type NetworkSwitch } from "./network-switch.js";
export { PERSON_DEFAULTS, Person, type PersonOptions } from "./person.js";
export type { SavedRecorder } from "./saved-recorder.js";
export {
  type BlockType,
  type Box,
  describeBlocks,
  type Place,
  type SeenBlock,
  type SeenCaret,
  type SeenRun,
} from "./seen-block.js";
export { readServerDocument, type ServerDocument } from "./server-document.js";
export { type Identity, type OpenOptions, type PagesOptions, Stage } from "./stage.js";
export {
  type MotetFixtures,
  type MotetTestOptions,
  type MotetWorkerOptions,
  type OpenPeople,
  type People,
  test,
} from "./test.js";
