import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Where `npm run dev` finds a running server.
const server = process.env.ROUNDTALE_SERVER ?? "http://127.0.0.1:8000";

/** Builds /worker.js and tells it all other files of the build; tools that do this bring some 300 packages. */
function serviceWorker(): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    enforce: "post",
    buildStart() {
      this.emitFile({ type: "chunk", id: "worker/worker.ts", fileName: "worker.js" });
    },
    generateBundle(_, bundle) {
      const worker = bundle["worker.js"];
      if (worker?.type !== "chunk") throw new Error("the service worker was not built");
      if (worker.imports.length > 0) throw new Error("the service worker must be one file");
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/"));
      const version = createHash("sha256").update(files.sort().join()).digest("hex").slice(0, 16);
      const shell = { version, files: [...files.map((name) => `/${name}`), "/icon.svg", "/manifest.webmanifest"] };
      worker.code = `const __SHELL__=${JSON.stringify(shell)};${worker.code}`;
    },
  };
}

/** Puts the pages at /api/docs beside the page: files of their own, which the page never loads. */
function apiDocs(): Plugin {
  const viewer = "node_modules/swagger-ui-dist";
  const files = {
    "index.html": "docs/index.html",
    "start.js": "docs/start.js",
    "swagger-ui.js": `${viewer}/swagger-ui-bundle.js`,
    "swagger-ui.css": `${viewer}/swagger-ui.css`,
    "LICENSE.txt": `${viewer}/LICENSE`,
  };
  return {
    name: "api-docs",
    apply: "build",
    generateBundle() {
      for (const [name, from] of Object.entries(files)) {
        this.emitFile({ type: "asset", fileName: `docs/${name}`, source: readFileSync(from) });
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), tailwindcss(), serviceWorker(), apiDocs()],
  build: {
    target: "es2022",
    // The page's policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
});
