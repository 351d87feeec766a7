import { expect, test } from "vitest";
import { routeOf } from "./route";

test("each address has its page, and all others are lost", () => {
  expect(routeOf("/")).toEqual({ at: "start" });
  expect(routeOf("/stories")).toEqual({ at: "stories" });
  expect(routeOf("/j/KELP-4T9M")).toEqual({ at: "invited", code: "KELP-4T9M" });
  expect(routeOf("/read/one?branch=12")).toEqual({ at: "read", id: "one", branch: 12 });
  expect(routeOf("/read/one")).toEqual({ at: "read", id: "one", branch: null });
  expect(routeOf("/tree/one?compare=0,12")).toEqual({ at: "tree", id: "one", chosen: null, compare: [0, 12] });
  expect(routeOf("/s/token")).toEqual({ at: "shared", token: "token" });
  for (const place of ["/stories/x", "/nothing", "/r/one/two", "/read"]) expect(routeOf(place).at, place).toBe("lost");
});

test("what is no number is not taken for one", () => {
  for (const given of ["-1", "1e9", "a,b", "1", ",", "9".repeat(16)]) {
    expect(routeOf(`/tree/one?compare=${given}`)).toMatchObject({ compare: null });
  }
  expect(routeOf("/read/one?branch=x")).toMatchObject({ branch: null });
});
