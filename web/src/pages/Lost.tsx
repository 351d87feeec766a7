import { Front } from "../parts/Front";
import { Link } from "../parts/Link";
import { useWords } from "../words";

export function Lost() {
  const words = useWords();
  return (
    <Front title={words.lost.title}>
      <h1 className="font-story text-3xl">{words.lost.title}</h1>
      <p className="mt-3 text-second">{words.lost.more}</p>
      <p className="mt-8">
        <Link href="/" className="leading-11 text-accent underline underline-offset-4">
          {words.over.home}
        </Link>
      </p>
    </Front>
  );
}
