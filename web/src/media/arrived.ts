// The picture that arrived last near what is read; the page's announcer says so.
import { Store } from "../store";

export const arrived = new Store<{ alt: string | null }>({ alt: null });
