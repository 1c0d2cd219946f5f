/** The function, asked once for each text: thousands of requests have few different ones. */
export function memoize<T extends string>(work: (text: string) => T): (text: string) => T {
	const known = new Map<string, T>();
	return text => {
		const result = known.get(text) ?? work(text);
		known.set(text, result);
		return result;
	};
}
