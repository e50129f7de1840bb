import { type UploadFile, UploadRefused } from "@motet/editor";
import type { ENGLISH } from "../language/english.js";
import { speech } from "../language/language.js";

type UploadWord = Extract<keyof typeof ENGLISH, `upload${string}`>;

/** What a refusal means for the writer; other failures are told in general words by the editor. */
const REASONS: Readonly<Record<string, UploadWord>> = {
  "image-too-large": "uploadTooLarge",
  "too-many-pixels": "uploadTooManyPixels",
  "not-an-image": "uploadNoImage",
  "document-full": "uploadFull",
  "too-many-uploads": "uploadTooMany",
  forbidden: "uploadForbidden",
};

/** Uploads to the server that the page is from. `XMLHttpRequest`, since `fetch` does not say how far it has come. */
export const uploadTo =
  (documentId: string): UploadFile =>
  (file, { onProgress, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      request.open("POST", `/api/documents/${encodeURIComponent(documentId)}/files`);
      request.responseType = "json";
      request.setRequestHeader("content-type", "application/octet-stream");
      request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
      request.onloadend = () => {
        signal.removeEventListener("abort", abort);
        const answer = (request.response ?? {}) as Readonly<Record<string, unknown>>;
        const { url, width, height, code } = answer;
        const reason = REASONS[String(code)];
        if (request.status === 201 && typeof url === "string") {
          resolve({ url, width: Number(width), height: Number(height) });
        } else if (reason !== undefined) reject(new UploadRefused(speech().words[reason]));
        else reject(new Error(`The upload ended with ${request.status}`));
      };
      signal.addEventListener("abort", abort);
      request.send(file);
    });
