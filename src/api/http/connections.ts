import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server and how many requests each has in flight, which Node tells only of some. */
export class Connections {
  readonly #inFlight = new Map<Socket, number>();
  #closing = false;

  /** Notes every connection of a server from now on. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#inFlight.set(socket, 0);
      socket.once('close', () => this.#inFlight.delete(socket));
    });
  }

  /** A request has come; one without a connection of this server is none of its matters. */
  begin(socket: Socket): void {
    const before = this.#inFlight.get(socket);
    if (before !== undefined) this.#inFlight.set(socket, before + 1);
  }

  /** A request has ended. */
  end(socket: Socket): void {
    const before = this.#inFlight.get(socket);
    if (before === undefined) return;
    this.#inFlight.set(socket, before - 1);
    if (this.#closing && before === 1) socket.destroySoon();
  }

  /** Whether an answer is due, or on its way, so that nothing else may be written. */
  isBusy(socket: Socket): boolean {
    return (this.#inFlight.get(socket) ?? 0) > 0;
  }

  /** Closes those that have no request in flight, never used ones too, and the others as soon as they have none. */
  close(): void {
    this.#closing = true;
    for (const [socket, requests] of this.#inFlight) if (requests === 0) socket.destroySoon();
  }
}
