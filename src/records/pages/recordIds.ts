/** Can it be told which of two such ids is the greater? Only whole numbers without a sign or leading zeros, of any length. */
export function isOrdinal(id: string | undefined): id is string {
	return id !== undefined && /^(?:0|[1-9]\d*)$/u.test(id);
}

/** Is the first ordinal greater? By their digits: an id may have more of them than a number keeps. */
export function isGreater(id: string, other: string): boolean {
	return id.length === other.length ? id > other : id.length > other.length;
}

/** Ids that were seen, of a million records in some 40 MB: as numbers where they are such, since texts take thrice that. */
export class SeenIds {
	private readonly ids = new Set<string | number>();

	/** @returns whether it is a new one */
	add(id: string): boolean {
		const key = isOrdinal(id) && id.length <= 15 ? Number(id) : id;
		const { size } = this.ids;
		return this.ids.add(key).size > size;
	}
}
