// Starts the service worker (web/worker/worker.ts), where the browser has such and the page is built.
import { trustedScript } from "../trusted";

/** What one came for is fetched first. */
const AFTER_MS = 2_000;

export function startWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => setTimeout(register, AFTER_MS));
}

function register(): void {
  // In a private window, or on a full disk, the page works without.
  navigator.serviceWorker.register(trustedScript("/worker.js")).catch(() => undefined);
}
