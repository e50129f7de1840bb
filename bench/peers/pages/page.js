import * as Y from "yjs";

/**
 * What the bench asks of a page: `texts` are its paragraphs, where nothing has been stored yet; `state` is what the same
 * contestant has stored before.
 */
export async function storedDocument() {
  const [texts, state] = await Promise.all([
    fetch("texts.json").then((response) => response.json()),
    fetch("state").then((response) => (response.ok ? response.arrayBuffer() : null)),
  ]);
  return { texts, state: state === null ? null : new Uint8Array(state) };
}

/** Lets the bench carry updates from page to page, in place of a network. */
export function offer(ydoc) {
  const updates = [];
  ydoc.on("update", (update, origin) => {
    if (origin !== "peer") updates.push(update);
  });
  window.bench = {
    state: () => toText(Y.encodeStateAsUpdate(ydoc)),
    take: () => updates.splice(0).map(toText),
    receive: (update) => Y.applyUpdate(ydoc, toBytes(update), "peer"),
  };
}

/** Without a cursor of its own: the peers are not made to draw any. */
export function loneAwareness() {
  let state = { anchorPos: null, focusPos: null, focusing: true, name: "", color: "", awarenessData: {} };
  const nothing = () => {};
  return {
    getLocalState: () => state,
    getStates: () => new Map(),
    setLocalState: (next) => {
      state = next;
    },
    setLocalStateField: (field, value) => {
      state = { ...state, [field]: value };
    },
    on: nothing,
    off: nothing,
  };
}

export function textRoot() {
  const root = document.createElement("div");
  root.id = "text";
  root.contentEditable = "true";
  document.body.append(root);
  return root;
}

function toText(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const toBytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
