import { Invited } from "./pages/Invited";
import { Join } from "./pages/Join";
import { Lost } from "./pages/Lost";
import { RoomPage } from "./pages/RoomPage";
import { Start } from "./pages/Start";
import { routeOf, usePlace } from "./route";

export function App() {
  const route = routeOf(usePlace());
  switch (route.at) {
    case "start":
      return <Start />;
    case "join":
      return <Join />;
    case "invited":
      return <Invited key={route.code} code={route.code} />;
    case "room":
      return <RoomPage key={route.id} id={route.id} />;
    case "lost":
      return <Lost />;
  }
}
