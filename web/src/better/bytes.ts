/** What a checker's files weigh unpacked, by language: what progress is counted against. */
export const BYTES = { en: 15_935_196, fr: 2_240_570 };
