import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Counts the requests in flight on every connection of a server, which Node does only for some. */
export class Connections {
  readonly #inFlight = new Map<Socket, number>();
  #closing = false;

  /** Tracks every new connection of a server. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#inFlight.set(socket, 0);
      socket.once('close', () => this.#inFlight.delete(socket));
    });
  }

  /** Records that a request has started; requests without a tracked connection are ignored. */
  begin(socket: Socket): void {
    const before = this.#inFlight.get(socket);
    if (before !== undefined) this.#inFlight.set(socket, before + 1);
  }

  /** Records that a request has ended. */
  end(socket: Socket): void {
    const before = this.#inFlight.get(socket);
    if (before === undefined) return;
    this.#inFlight.set(socket, before - 1);
    if (this.#closing && before === 1) socket.destroySoon();
  }

  /** Whether a response is pending or being sent, so that nothing else may be written. */
  isBusy(socket: Socket): boolean {
    return (this.#inFlight.get(socket) ?? 0) > 0;
  }

  /** Closes idle and unused connections now, and the others once they have no request in flight. */
  close(): void {
    this.#closing = true;
    for (const [socket, requests] of this.#inFlight) if (requests === 0) socket.destroySoon();
  }
}
