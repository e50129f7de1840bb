import { COPY_OF, markerMap, yjsName } from "@motet/model";
import * as Y from "yjs";

/**
 * A block that undo brings back has a new marker. It keeps the name by which others know it; where its text was copied
 * from was said by the ids of the old one.
 */
export function keepNames(ydoc: Y.Doc, broughtBack: Parameters<typeof Y.iterateDeletedStructs>[1]): void {
  ydoc.transact((transaction) => {
    Y.iterateDeletedStructs(transaction, broughtBack, (struct) => {
      if (!(struct instanceof Y.Item && struct.parent instanceof Y.Text) || struct.redone === null) return;
      if (struct.parentSub !== null || markerMap(struct) === null) return;
      const marker = Y.getItem(ydoc.store, struct.redone);
      const map = marker.deleted ? null : markerMap(marker);
      if (map === null) return;
      if (map.get("id") === undefined) map.set("id", yjsName(struct));
      if (map.has(COPY_OF)) map.delete(COPY_OF);
    });
  });
}
