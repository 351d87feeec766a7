// Starts the service worker (web/worker/worker.ts), where the browser has such and the page is built.

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (path: string) => string },
  ): { createScriptURL: (path: string) => string };
}

/** What one came for is fetched first. */
const AFTER_MS = 2_000;

export function startWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => setTimeout(register, AFTER_MS));
}

function register(): void {
  // The page's policy asks for trusted types. One's own file is trusted.
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  const trusted = trustedTypes?.createPolicy("worker", { createScriptURL: (path) => path });
  const address = trusted?.createScriptURL("/worker.js") ?? "/worker.js";
  // In a private window, or on a full disk, the page works without.
  navigator.serviceWorker.register(address).catch(() => undefined);
}
