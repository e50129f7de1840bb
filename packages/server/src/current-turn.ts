let turn = 0;
let isEnding = false;

/** The same number for everything that happens in one turn of the event loop. */
export function currentTurn(): number {
  if (!isEnding) {
    isEnding = true;
    setImmediate(() => {
      isEnding = false;
      turn += 1;
    });
  }
  return turn;
}
