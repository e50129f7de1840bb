import { DRAG_DROP_PASTE } from "@lexical/rich-text";
import { type ImageProps, safeImageSrc } from "@motet/model";
import {
  $createParagraphNode,
  $getNodeByKey,
  COMMAND_PRIORITY_NORMAL,
  createCommand,
  type LexicalEditor,
  type NodeKey,
} from "lexical";
import { OWN_STEP } from "../../core/own-step.js";
import { type UploadFile, UploadRefused } from "../../core/upload-file.js";
import { ImageNode } from "./image-node.js";
import type { IMAGE_STRINGS } from "./image-strings.js";
import { $insertImage } from "./images.js";

/** A sentence for the writer: a key of the strings, or one that somebody else worded. */
export type ImageTrouble = { readonly key: keyof typeof IMAGE_STRINGS } | { readonly text: string };

export const IMAGE_TROUBLE_COMMAND = createCommand<ImageTrouble>("IMAGE_TROUBLE_COMMAND");
export const OPEN_IMAGE_FORM_COMMAND = createCommand<"alt" | "address">("OPEN_IMAGE_FORM_COMMAND");

/** What the server takes; it looks at the bytes itself. */
const TYPES = "image/png,image/jpeg,image/gif,image/webp";

/** The others see so much of the way, in percent: each step is an edit. */
const STEPS = [1, 25, 50, 75] as const;

const uploaders = new WeakMap<LexicalEditor, Uploader>();

interface Uploader {
  readonly upload: UploadFile;
  readonly signal: AbortSignal;
}

/** Pictures that are pasted, dropped or chosen are uploaded, for the life of the editor. */
export function registerImageUploads(editor: LexicalEditor, upload: UploadFile | undefined): () => void {
  const ended = new AbortController();
  if (upload !== undefined) uploaders.set(editor, { upload, signal: ended.signal });
  const stop = editor.registerCommand(
    DRAG_DROP_PASTE,
    (files) => {
      insertFiles(editor, files);
      return true;
    },
    COMMAND_PRIORITY_NORMAL,
  );
  return () => {
    stop();
    ended.abort();
    uploaders.delete(editor);
  };
}

/** Asks for files where they can be uploaded, else for an address. */
export function chooseImage(editor: LexicalEditor): void {
  if (!uploaders.has(editor)) {
    editor.dispatchCommand(OPEN_IMAGE_FORM_COMMAND, "address");
    return;
  }
  const input = document.createElement("input");
  input.type = "file";
  input.accept = TYPES;
  input.multiple = true;
  input.onchange = () => insertFiles(editor, [...(input.files ?? [])]);
  input.click();
}

function insertFiles(editor: LexicalEditor, files: readonly File[]): void {
  const uploader = uploaders.get(editor);
  const pictures = files.filter(({ type }) => TYPES.split(",").includes(type));
  if (uploader === undefined) tell(editor, { key: "imageNoUpload" });
  else if (pictures.length < files.length) tell(editor, { key: "imageNotOne" });
  if (uploader === undefined || !editor.isEditable()) return;
  const places: { file: File; key: NodeKey }[] = [];
  editor.update(
    () => {
      for (const file of pictures) {
        const node = $insertImage({ uploaded: STEPS[0] });
        if (node !== null) places.push({ file, key: node.getKey() });
      }
    },
    {
      ...OWN_STEP,
      onUpdate: () => places.forEach(({ file, key }) => void upload(editor, uploader, file, key)),
    },
  );
}

async function upload(editor: LexicalEditor, uploader: Uploader, file: File, key: NodeKey): Promise<void> {
  const { signal } = uploader;
  let shown: number = STEPS[0];
  const onProgress = (fraction: number) => {
    const step = STEPS.findLast((each) => each <= fraction * 100) ?? shown;
    if (step <= shown || signal.aborted) return;
    shown = step;
    change(editor, key, { uploaded: step });
  };
  try {
    const { url, width, height } = await uploader.upload(file, { onProgress, signal });
    const src = safeImageSrc(url);
    if (src === null) throw new Error(`A picture cannot be shown from ${url}`);
    change(editor, key, { src, naturalWidth: width, naturalHeight: height, uploaded: 0 });
  } catch (error) {
    if (signal.aborted) return;
    editor.update(() => $giveUp(key));
    tell(editor, error instanceof UploadRefused ? { text: error.message } : { key: "imageUploadFailed" });
  }
}

/** Nothing where somebody has deleted it meanwhile. */
function change(editor: LexicalEditor, key: NodeKey, image: Partial<ImageProps>): void {
  editor.update(() => {
    const node = $getNodeByKey(key);
    if (node instanceof ImageNode) node.setImage(image);
  });
}

/** The place goes; what somebody has written under it stays. */
function $giveUp(key: NodeKey): void {
  const node = $getNodeByKey(key);
  if (!(node instanceof ImageNode)) return;
  if (node.isEmpty()) node.remove();
  else node.replace($createParagraphNode(), true);
}

function tell(editor: LexicalEditor, trouble: ImageTrouble): void {
  editor.dispatchCommand(IMAGE_TROUBLE_COMMAND, trouble);
}
