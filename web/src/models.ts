/** The providers whose models this house may ask, in their order; none: it has no model. */
export const models: readonly string[] = (document.querySelector<HTMLMetaElement>('meta[name="models"]')?.content ?? "")
  .split(",")
  .filter(Boolean);
