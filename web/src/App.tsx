import { lazy, Suspense } from "react";
import { OrBroken } from "./pages/Broken";
import { Lost } from "./pages/Lost";
import { RoomPage } from "./pages/RoomPage";
import { type Route, routeOf, usePlace } from "./route";

// What lies around a room is fetched when it is first opened.
const Start = lazy(() => import("./pages/Start").then((page) => ({ default: page.Start })));
const Join = lazy(() => import("./pages/Join").then((page) => ({ default: page.Join })));
const Invited = lazy(() => import("./pages/Invited").then((page) => ({ default: page.Invited })));
const Stories = lazy(() => import("./pages/Stories").then((page) => ({ default: page.Stories })));
const TreePage = lazy(() => import("./pages/TreePage").then((page) => ({ default: page.TreePage })));
const Replay = lazy(() => import("./pages/Replay").then((page) => ({ default: page.Replay })));
const Keep = lazy(() => import("./pages/Keep").then((page) => ({ default: page.Keep })));
const Reading = lazy(() => import("./pages/Reading").then((page) => ({ default: page.Reading })));
const Shared = lazy(() => import("./pages/Reading").then((page) => ({ default: page.Shared })));

export function App() {
  return (
    <OrBroken>
      <Suspense>
        <Page route={routeOf(usePlace())} />
      </Suspense>
    </OrBroken>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.at) {
    case "start":
      return <Start />;
    case "join":
      return <Join />;
    case "stories":
      return <Stories />;
    case "invited":
      return <Invited key={route.code} code={route.code} />;
    case "room":
    case "listen":
      return <RoomPage key={route.id} id={route.id} listening={route.at === "listen"} />;
    case "tree":
      return <TreePage key={route.id} id={route.id} chosen={route.chosen} compare={route.compare} />;
    case "read":
      return <Reading key={`${route.id}/${route.branch}`} id={route.id} branch={route.branch} />;
    case "shared":
      return <Shared key={route.token} token={route.token} />;
    case "replay":
      return <Replay key={route.id} id={route.id} />;
    case "keep":
      return <Keep key={route.id} id={route.id} />;
    case "lost":
      return <Lost />;
  }
}
