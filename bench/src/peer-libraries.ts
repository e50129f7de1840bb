/** The module of that name in `bench/peers`, which has its own lockfile: nothing of it is installed with the workspace. */
export async function peerLibraries<T>(): Promise<T> {
  // Yjs warns of a second copy in one process, because types of two copies do not mix. Here they never meet.
  const { error } = console;
  console.error = (...message: unknown[]) => {
    if (!String(message[0]).startsWith("Yjs was already imported")) error(...message);
  };
  try {
    return (await import(new URL("../peers/index.js", import.meta.url).href)) as T;
  } finally {
    console.error = error;
  }
}
