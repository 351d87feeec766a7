// The map of a story: where each passage stands. One lane for each branch; `along` counts from the beginning.
import type { Branch } from "../protocol";
import type { Placed } from "./branches";

export interface Stop<P extends Placed> {
  readonly key: string;
  readonly branch: number;
  readonly along: number;
  readonly lane: number;
  /** One passage, or a run of them without a fork that is shown as one. Empty: a branch in which nothing is written. */
  readonly passages: readonly P[];
  /** The stop that this one follows, in its own branch or in the one that it left. */
  readonly from: Stop<P> | null;
}

export interface Lane {
  readonly branch: number;
  readonly lane: number;
  readonly first: number;
  readonly last: number;
}

export interface Layout<P extends Placed> {
  readonly stops: readonly Stop<P>[];
  readonly lanes: readonly Lane[];
  /** How far it reaches, along and across. */
  readonly length: number;
  readonly width: number;
}

/** Fewer passages than this say more one by one than as a number. */
const SHORTEST_RUN = 4;
/** A run is written as a number, which wants more room than a point. */
const RUN_LENGTH = 2;
/** Room for a branch's name at the beginning of its lane. */
const NAME_LENGTH = 4;

/** `unfolded` holds the first passages of runs that are shown one by one; the first and last of a branch always are. */
export function layOut<P extends Placed>(
  passages: readonly P[],
  branches: readonly Branch[],
  unfolded: ReadonlySet<number>,
): Layout<P> {
  const own = groups(passages);
  const forks = branches.filter((branch) => branch.id !== 0);
  const stops: Stop<P>[] = [];
  const lanes: Lane[] = [];
  const beginning: Stop<P> = { key: "0", branch: 0, along: 0, lane: 0, passages: [], from: null };

  const draw = (branch: number, from: Stop<P>): void => {
    const children = forks.filter((fork) => fork.parent === branch);
    const joints = new Set(children.map((fork) => jointOf(own.get(branch) ?? [], fork.after)));
    const runs = inRuns(own.get(branch) ?? [], joints, unfolded);
    const length = Math.max(
      1,
      runs.reduce((sum, run) => sum + lengthOf(run), 0),
    );
    const first = from.along + 1;
    const last = first + Math.max(length, branch === 0 ? 0 : NAME_LENGTH) - 1;
    const lane = branch === 0 ? 0 : freeLane(lanes, from.lane, from.along, last);
    lanes.push({ branch, lane, first: from.along, last });
    const placed = place(runs, branch, lane, from);
    stops.push(...placed);
    // The latest fork lies nearest, so that no river crosses another that left before it.
    for (const fork of children.sort((one, other) => other.after - one.after)) {
      const joint = jointOf(own.get(branch) ?? [], fork.after);
      draw(fork.id, placed.find((stop) => stop.passages.at(-1)?.id === joint) ?? from);
    }
  };

  draw(0, beginning);
  const length = 1 + Math.max(0, ...lanes.map((lane) => lane.last));
  const width = 1 + Math.max(0, ...lanes.map((lane) => lane.lane));
  return { stops: [beginning, ...stops], lanes, length, width };
}

function groups<P extends Placed>(passages: readonly P[]): Map<number, P[]> {
  const found = new Map<number, P[]>();
  for (const passage of passages) {
    const held = found.get(passage.branch);
    if (held) held.push(passage);
    else found.set(passage.branch, [passage]);
  }
  return found;
}

/** The passage that a fork leaves: the one it names, or, where that was taken back, the last one before it. */
const jointOf = (own: readonly Placed[], after: number): number | undefined =>
  own.findLast((passage) => passage.id <= after)?.id;

const lengthOf = (run: readonly unknown[]): number => (run.length > 1 ? RUN_LENGTH : 1);

function inRuns<P extends Placed>(
  own: readonly P[],
  joints: Set<number | undefined>,
  open: ReadonlySet<number>,
): P[][] {
  const runs: P[][] = [];
  let run: P[] = [];
  const end = () => {
    const first = run[0];
    if (!first) return;
    const folds = run.length >= SHORTEST_RUN && !open.has(first.id);
    runs.push(...(folds ? [run] : run.map((passage) => [passage])));
    run = [];
  };
  own.forEach((passage, index) => {
    if (index > 0 && index < own.length - 1 && !joints.has(passage.id)) {
      run.push(passage);
    } else {
      end();
      runs.push([passage]);
    }
  });
  end();
  return runs;
}

function place<P extends Placed>(runs: P[][], branch: number, lane: number, joint: Stop<P>): Stop<P>[] {
  const stops: Stop<P>[] = [];
  let from = joint;
  let along = joint.along;
  for (const passages of runs.length > 0 ? runs : branch === 0 ? [] : [[]]) {
    const middle = along + (1 + lengthOf(passages)) / 2;
    const key = passages[0] ? String(passages[0].id) : `empty ${branch}`;
    from = { key, branch, along: middle, lane, passages, from };
    stops.push(from);
    along += lengthOf(passages);
  }
  return stops;
}

function freeLane(lanes: readonly Lane[], beside: number, first: number, last: number): number {
  for (let lane = beside + 1; ; lane += 1) {
    const taken = lanes.some((other) => other.lane === lane && other.first <= last && first <= other.last);
    if (!taken) return lane;
  }
}

/** Where an arrow key leads: to the stop before or after in the story, or to the nearest one of another lane. */
export function step<P extends Placed>(
  layout: Layout<P>,
  at: Stop<P>,
  to: "back" | "on" | "up" | "down",
): Stop<P> | undefined {
  if (to === "back") return at.from ?? undefined;
  if (to === "on") {
    const next = layout.stops.filter((stop) => stop.from === at);
    return next.find((stop) => stop.branch === at.branch) ?? next[0];
  }
  const beyond = (stop: Stop<P>) => (to === "down" ? stop.lane - at.lane : at.lane - stop.lane);
  const across = layout.stops.filter((stop) => beyond(stop) > 0);
  const far = (stop: Stop<P>) => beyond(stop) + Math.abs(stop.along - at.along) * 1.5;
  return across.sort((one, other) => far(one) - far(other))[0];
}
