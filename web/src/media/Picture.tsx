// A picture of the house: its blurred colours at once, and itself softly when it is here.
import { useCallback, useEffect, useState } from "react";
import type { Made } from "../protocol";
import { useWords } from "../words";
import { type Address, largest, middle, sourceSet } from "./pictures";

interface Props {
  made: Made;
  address: Address;
  /** How wide it is on the page, for the browser to choose a size by. */
  sizes: string;
  /** It is in sight at once. */
  first?: boolean;
  /** Something beside it says the same. */
  silent?: boolean;
  /** All of it is shown, however long that makes its sides. */
  whole?: boolean;
}

export function Picture({ made, address, sizes, first = false, silent = false, whole = false }: Props) {
  const words = useWords();
  const [state, setState] = useState<"coming" | "there" | "gone" | "offline">("coming");
  useEffect(() => {
    if (state !== "offline") return;
    const again = () => setState("coming");
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [state]);
  const lost = state === "gone" || state === "offline";
  const file = middle(made);
  return (
    <span className={`picture ${whole ? "picture-whole" : ""}`} data-state={state}>
      <Blur colours={made.colours} />
      {lost || !file ? (
        <span className="picture-lost">{words.media[state === "offline" ? "offline" : "gone"]}</span>
      ) : (
        <img
          src={address(file.id)}
          srcSet={sourceSet(made, address)}
          sizes={sizes}
          alt={silent ? "" : made.alt}
          width={largest(made)?.width}
          height={largest(made)?.height}
          loading={first ? "eager" : "lazy"}
          decoding="async"
          onLoad={() => setState("there")}
          onError={() => setState(navigator.onLine ? "gone" : "offline")}
        />
      )}
    </span>
  );
}

const COLUMNS = 6;
const ROWS = 4;

/** Six by four colours, which the browser blurs by enlarging them. */
function Blur({ colours }: { colours: readonly number[] }) {
  const paint = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      const pen = canvas?.getContext("2d");
      colours.forEach((colour, at) => {
        if (!pen) return;
        pen.fillStyle = `#${colour.toString(16).padStart(6, "0")}`;
        pen.fillRect(at % COLUMNS, Math.floor(at / COLUMNS), 1, 1);
      });
    },
    [colours],
  );
  if (colours.length !== COLUMNS * ROWS) return null;
  return (
    <span aria-hidden="true">
      <canvas ref={paint} width={COLUMNS} height={ROWS} className="picture-blur" />
    </span>
  );
}
