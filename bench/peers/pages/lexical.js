import { createRichText, fill } from "./lexical-editor.js";
import { storedDocument, textRoot } from "./page.js";

const { texts } = await storedDocument();
const editor = createRichText();
fill(editor, texts);
editor.setRootElement(textRoot());
