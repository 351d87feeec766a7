// Three beginnings to take, in the language of the story.
import type { Language } from "../protocol";

export interface Beginning {
  readonly title: string;
  readonly premise: string;
}

export const BEGINNINGS: Record<Language, readonly [Beginning, Beginning, Beginning]> = {
  en: [
    {
      title: "The Sea Is Out",
      premise: "One morning the sea has left the harbour, and pinned up a notice saying when it will be back.",
    },
    {
      title: "A Letter from Tomorrow",
      premise: "A letter arrives for the lighthouse keeper, postmarked tomorrow.",
    },
    {
      title: "What the Village Forgot",
      premise: "The village has agreed to forget one thing, and the new teacher has just asked about it.",
    },
  ],
  fr: [
    {
      title: "La mer est sortie",
      premise: "Un matin, la mer a quitté le port en laissant un mot pour dire quand elle reviendrait.",
    },
    {
      title: "Une lettre de demain",
      premise: "Une lettre arrive pour la gardienne du phare, et le cachet est daté de demain.",
    },
    {
      title: "Ce que le village oublia",
      premise: "Le village s’est promis d’oublier une chose, et la nouvelle institutrice vient de poser la question.",
    },
  ],
};
