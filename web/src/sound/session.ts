// What the device shows of the reading on its lock screen, and its keys for it.
import { useEffect } from "react";
import { useConnection, useStory } from "../room/context";
import { heardIn, useHeard } from "./context";
import type { Player } from "./player";
import { useWhat } from "./saying";

export function useMediaSession(player: Player): void {
  const { passage, voice } = useWhat();
  const title = useStory(({ view }) => view.title);
  const cover = useStory(({ view }) => view.media.findLast(({ kind, state }) => kind === "cover" && state === "ready"));
  const connection = useConnection();
  const on = useHeard((heard) => heard.on);
  const playing = useHeard((heard) => heard.playing);
  const speed = useHeard((heard) => heard.speed);
  const seconds = useHeard((heard) => heard.seconds);

  useEffect(() => {
    if (!("mediaSession" in navigator) || !on) return;
    const { address } = heardIn(connection);
    const artwork = (cover?.made?.files ?? [])
      .filter(({ type }) => type.startsWith("image/"))
      .map(({ id, type, width, height }) => ({ src: address(id), type, sizes: `${width}x${height}` }));
    navigator.mediaSession.metadata = new MediaMetadata({ title, artist: passage, album: voice, artwork });
  }, [on, title, passage, voice, cover, connection]);

  useEffect(() => {
    if ("mediaSession" in navigator)
      navigator.mediaSession.playbackState = !on ? "none" : playing ? "playing" : "paused";
  }, [on, playing]);

  useEffect(() => {
    if (!("mediaSession" in navigator) || player.length === 0) return;
    const duration = player.length / 1_000;
    navigator.mediaSession.setPositionState({ duration, playbackRate: speed, position: Math.min(seconds, duration) });
  }, [player, speed, seconds]);

  useEffect(() => {
    if (!("mediaSession" in navigator)) return;
    const keys: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: () => player.play(),
      pause: () => player.pause(),
      stop: () => player.stop(),
      seekbackward: () => player.sentence(-1),
      seekforward: () => player.sentence(1),
      previoustrack: () => player.skip(-1),
      nexttrack: () => player.skip(1),
      seekto: ({ seekTime }) => seekTime !== undefined && player.seek(seekTime * 1_000),
    };
    for (const [name, then] of Object.entries(keys)) listen(name as MediaSessionAction, then);
    return () => {
      for (const name of Object.keys(keys)) listen(name as MediaSessionAction, null);
      navigator.mediaSession.metadata = null;
      navigator.mediaSession.playbackState = "none";
    };
  }, [player]);
}

/** Browsers throw for keys that they do not know. */
function listen(name: MediaSessionAction, then: MediaSessionActionHandler | null): void {
  try {
    navigator.mediaSession.setActionHandler(name, then);
  } catch {
    // This device has no such key.
  }
}
