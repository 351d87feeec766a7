import { expect, test } from "vitest";
import { lengthOf, maySteer, mayWrite, nextWriter, paragraphs } from "./select";
import { AMINA, inTurn, JUN, MAREK, state, view } from "./world";

test("anybody writes in an open turn, only its speaker in another; nobody muted, and nobody in a paused story", () => {
  expect(mayWrite(view, MAREK)).toBe(true);
  expect(mayWrite(inTurn(JUN), MAREK)).toBe(false);
  expect(mayWrite(inTurn(JUN), JUN)).toBe(true);
  expect(mayWrite({ ...view, frozen: true }, MAREK)).toBe(false);
  const muted = { ...view.members, [MAREK]: { ...view.members[MAREK], muted: true } } as typeof view.members;
  expect(mayWrite({ ...view, members: muted }, MAREK)).toBe(false);
});

test("the host, the speaker and who asked lead the co-author", () => {
  const room = inTurn(JUN);
  expect([AMINA, JUN, MAREK].map((member) => maySteer(room, member))).toEqual([true, true, false]);
});

test("who is next is the next seat of somebody who is here", () => {
  expect(nextWriter(state(inTurn(AMINA)))?.name).toBe("Marek");
  expect(nextWriter({ ...state(inTurn(AMINA)), here: new Set([AMINA, JUN]) })?.name).toBe("Jun");
  expect(nextWriter(state(inTurn(JUN)))?.name).toBe("Amina");
});

test("length is counted as the server counts it, and blank lines make no paragraphs", () => {
  expect(lengthOf("🕯️é")).toBe(3);
  expect(paragraphs("One.\n\n  \nTwo.\nThree.")).toEqual(["One.", "Two.", "Three."]);
});
