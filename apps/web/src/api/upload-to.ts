import { type UploadFile, UploadRefused } from "@motet/editor";

/** What a refusal means for the writer; other failures are told in general words by the editor. */
const REASONS: Readonly<Record<string, string>> = {
  "image-too-large": "The picture is too large: 10 MB is the most.",
  "too-many-pixels": "The picture has too many pixels: 50 megapixels is the most.",
  "not-an-image": "This is not a picture that can be shown: PNG, JPEG, GIF and WebP can.",
  "document-full": "This document cannot hold more pictures.",
  "too-many-uploads": "Too many pictures at once. Try again in a moment.",
  forbidden: "You may read this document, and not add to it.",
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
        } else if (reason !== undefined) reject(new UploadRefused(reason));
        else reject(new Error(`The upload ended with ${request.status}`));
      };
      signal.addEventListener("abort", abort);
      request.send(file);
    });
