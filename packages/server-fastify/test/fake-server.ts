import type { AccessRequest, Admission, Decision, Socket, SyncServer } from "@motet/server";

export const GRANTED: Decision = {
  kind: "granted",
  access: { role: "editor", userId: "ada", expiresAt: null },
};

/** Stands for the sync server where only its door is looked at: notes who came in and what they sent. */
export class FakeServer implements Pick<SyncServer, "authorize" | "accept"> {
  readonly asked: AccessRequest[] = [];
  readonly accepted: (Admission & { socket: Socket })[] = [];
  readonly received: Uint8Array[] = [];
  closed = 0;

  constructor(private readonly decide: (request: AccessRequest) => Promise<Decision> = async () => GRANTED) {}

  authorize(request: AccessRequest): Promise<Decision> {
    this.asked.push(request);
    return this.decide(request);
  }

  accept(socket: Socket, admission: Admission): void {
    this.accepted.push({ socket, ...admission });
    socket.onMessage((message) => this.received.push(message));
    socket.onClose(() => {
      this.closed += 1;
    });
  }
}
