import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { show } from "./look";
import { startWorker } from "./offline/worker";
import { learnWords } from "./words";
import "./styles.css";

show();
startWorker();
// A room decides by itself where reading begins.
history.scrollRestoration = "manual";
const root = document.getElementById("root");
if (root) {
  await learnWords();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
