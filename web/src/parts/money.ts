/** Sums of a co-author are small: two digits that count, cents at least. */
export function dollars(sum: number, locale: string): string {
  const digits = sum !== 0 && sum < 0.01 ? { maximumSignificantDigits: 2 } : {};
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    ...digits,
  }).format(sum);
}
