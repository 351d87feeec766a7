// Around all pages: where a page's script cannot be fetched, or the page breaks, there is still a way on.
import { Component, type ReactNode } from "react";
import { Button } from "../parts/basics";
import { Front } from "../parts/Front";
import { useWords } from "../words";

export class OrBroken extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}

/** Both ways on fetch the page anew: a script that failed once is not asked for again. */
function Broken() {
  const words = useWords();
  return (
    <Front title={words.broken.title}>
      <h1 className="font-story text-3xl text-balance">{words.broken.title}</h1>
      <p className="mt-3 max-w-[34rem] text-second" role="alert">
        {words.broken.more}
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-4">
        <Button kind="main" onClick={() => location.reload()}>
          {words.broken.again}
        </Button>
        <a href="/" className="leading-11 text-accent underline underline-offset-4">
          {words.over.home}
        </a>
      </div>
    </Front>
  );
}
