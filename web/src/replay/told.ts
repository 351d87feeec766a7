// What happened, in one sentence; null for what a watcher need not be told.
import type { AnyEvent, RoomView } from "../protocol";
import { branchName } from "../tree/branches";
import type { Words } from "../words";

export function told(event: AnyEvent, view: RoomView, words: Words): string | null {
  const say = words.replay.happened;
  const name = (id: string | null) => (id === null ? words.coauthor : (view.members[id]?.name ?? "?"));
  switch (event.type) {
    case "room.created":
      return say.made;
    case "member.joined":
      return say.joined(event.member.name);
    case "member.left":
      return event.status === "withdrawn" ? null : say.left(name(event.member));
    case "host.passed":
      return event.member && say.hosted(name(event.member));
    case "story.renamed":
      return say.titled(event.title);
    case "mode.set":
      return say.turns(words.modes[event.mode].name);
    case "turn.began":
      return event.turn.kind === "people" && event.turn.speakers.length === 1
        ? say.turn(name(event.turn.speakers[0] ?? null))
        : null;
    case "passage.added":
      return event.passage.status === "proposed"
        ? say.proposed(name(event.passage.author))
        : say.wrote(name(event.passage.author));
    case "passage.revised":
      return say.revised(name(event.by));
    case "leaf.added":
      return say.proposed(name(event.author));
    case "passage.settled":
      return say.settled;
    case "passage.chosen":
      return say.chosen;
    case "passage.retracted":
      return say.retracted;
    case "generation.started":
      return say.thinking(words.coauthor);
    case "branch.forked":
      return say.forked(event.branch.name);
    case "branch.switched":
      return say.switched(branchName(view, event.branch, words));
    case "vote.opened":
      return say.asked;
    case "vote.closed":
      return say.counted;
    case "story.completed":
      return say.complete;
    case "story.reopened":
      return say.reopened;
    default:
      return null;
  }
}

/** The last event before the moment `count` of which there is something to tell. */
export function lastTold(
  events: readonly AnyEvent[],
  count: number,
  view: RoomView,
  words: Words,
): [AnyEvent, string] | null {
  for (let index = count - 1; index >= 0; index -= 1) {
    const event = events[index];
    const said = event && told(event, view, words);
    if (event && said) return [event, said];
  }
  return null;
}
