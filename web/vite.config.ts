import { readFileSync } from "node:fs";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Where `npm run dev` finds a running server.
const server = process.env.ROUNDTALE_SERVER ?? "http://127.0.0.1:8000";

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
  plugins: [react(), tailwindcss(), apiDocs()],
  build: {
    target: "es2022",
    // The page's policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
});
