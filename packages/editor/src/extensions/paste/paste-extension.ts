import { defineExtension } from "../../core/extension.js";
import { registerPaste } from "./paste.js";

export const pasteExtension = defineExtension({ name: "paste", strings: {}, register: registerPaste });
