// Node's socket.io as a bare broadcast: nothing is stored. node server.js PORT BYTES
import { createServer } from "node:http";
import { Server } from "socket.io";

const [port, bytes] = process.argv.slice(2).map(Number);
const http = createServer();
const server = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });

server.on("connection", (socket) => {
  socket.join("room");
  socket.on("turn.submit", ({ text }, answer) => {
    const event = { text, rest: "" };
    event.rest = ".".repeat(Math.max(0, bytes - `42["event",${JSON.stringify(event)}]`.length));
    server.to("room").emit("event", event);
    answer({ ok: true });
  });
});
http.listen(port, "127.0.0.1");
