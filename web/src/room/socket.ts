// One Socket.IO connection, opened with a ticket. Reconnecting is not its business: each needs a fresh ticket.
import { io } from "socket.io-client";
import type { Answer, AnyEvent, AnySignal, CommandMap, CommandName, Ticket } from "../protocol";

export interface Socket {
  /** Fails when there is no answer within `patience` ms. */
  ask<N extends CommandName>(name: N, payload: CommandMap[N], patience?: number): Promise<Answer>;
  close(): void;
}

export interface Ears {
  event(event: AnyEvent): void;
  signal(signal: AnySignal): void;
  closed(): void;
}

export type OpenSocket = (ticket: Ticket, ears: Ears) => Promise<Socket>;

const OPENS_WITHIN_MS = 5_000;
const ANSWERED_WITHIN_MS = 10_000;

export const openSocket: OpenSocket = (ticket, ears) =>
  new Promise((opened, failed) => {
    const socket = io({
      path: "/socket.io",
      transports: ["websocket"],
      auth: { protocol: ticket.protocol, ticket: ticket.ticket },
      reconnection: false,
      forceNew: true,
      timeout: OPENS_WITHIN_MS,
    });
    socket.on("event", ears.event);
    socket.on("signal", ears.signal);
    socket.on("connect_error", (error) => {
      socket.close();
      failed(error);
    });
    socket.on("disconnect", () => {
      socket.close();
      ears.closed();
    });
    socket.on("connect", () =>
      opened({
        ask: (name, payload, patience = ANSWERED_WITHIN_MS) => socket.timeout(patience).emitWithAck(name, payload),
        close: () => socket.close(),
      }),
    );
  });
