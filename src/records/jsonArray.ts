/** A JSON array of values that are JSON already, in pieces. */
export function arrayPieces(items: readonly Uint8Array[]): readonly Uint8Array[] {
	const [open, comma, close] = [Uint8Array.of(0x5b), Uint8Array.of(0x2c), Uint8Array.of(0x5d)];
	return [open, ...items.flatMap((item, index) => (index === 0 ? [item] : [comma, item])), close];
}
