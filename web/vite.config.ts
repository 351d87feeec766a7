import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// Where `npm run dev` finds a running server.
const server = process.env.ROUNDTALE_SERVER ?? "http://127.0.0.1:8000";

/** What checks drafts: megabytes that few need, fetched when asked for; server/page.py has rules of their own for it. */
const CHECKER = "assets/checker/";
const CHECKS = /\.(?:wasm|aff|dic)$/;
const place = ({ names }: { names: string[] }) =>
  `${names.some((name) => CHECKS.test(name)) ? CHECKER : "assets/"}[name]-[hash][extname]`;

/** What hears the microphone is small, and works beside the page under the page's own rules. */
const workerPlace = ({ name }: { name: string }) => `${name === "capture" ? "assets/" : CHECKER}[name]-[hash].js`;

/** What every page needs is one file: that packs better than the many that are shared with one page or another. */
const FIRST = { name: "first", tags: ["$initial" as const], test: /\/(?:src|node_modules)\// };

/** Packed once here, and not by the server each time somebody fetches them; with the licences that ask to come along. */
function checkers(): Plugin {
  return {
    name: "checkers",
    apply: "build",
    generateBundle(_, bundle) {
      for (const [name, file] of Object.entries(bundle))
        if (file.type === "asset" && name.startsWith(CHECKER) && CHECKS.test(name))
          this.emitFile({ type: "asset", fileName: `${name}.gz`, source: gzipSync(file.source, { level: 9 }) });
      for (const [name, from] of Object.entries(CHECKER_LICENSES))
        this.emitFile({ type: "asset", fileName: `${CHECKER}${name}`, source: readFileSync(`node_modules/${from}`) });
    },
  };
}

const CHECKER_LICENSES = {
  "LICENSE-harper.txt": "harper.js/LICENSE",
  "LICENSE-hunspell.txt": "hunspell-wasm/COPYING.MPL",
  "LICENSE-dictionary-fr.txt": "dictionary-fr/license",
};

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
      const assets = Object.keys(bundle).filter((name) => name.startsWith("assets/") && !name.endsWith(".gz"));
      const files = assets.filter((name) => !name.startsWith(CHECKER));
      const version = createHash("sha256").update(files.sort().join()).digest("hex").slice(0, 16);
      const paths = (names: string[]) => names.map((name) => `/${name}`);
      const shell = { version, files: [...paths(files), "/icon.svg", "/manifest.webmanifest"] };
      const later = paths(assets.filter((name) => name.startsWith(CHECKER)));
      worker.code = `const __SHELL__=${JSON.stringify({ ...shell, later })};${worker.code}`;
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
  plugins: [react(), tailwindcss(), checkers(), serviceWorker(), apiDocs()],
  build: {
    target: "es2022",
    // The page's policy allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { assetFileNames: place, codeSplitting: { groups: [FIRST] } } },
  },
  worker: {
    format: "es",
    rolldownOptions: {
      output: { entryFileNames: workerPlace, assetFileNames: place, codeSplitting: false },
    },
  },
  server: { proxy: { "/api": server, "/socket.io": { target: server, ws: true } } },
});
