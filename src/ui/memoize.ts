/** The function, asked once for each text: thousands of requests have few different ones. */
export function memoize(work: (text: string) => string): (text: string) => string {
	const known = new Map<string, string>();
	return text => {
		const result = known.get(text) ?? work(text);
		known.set(text, result);
		return result;
	};
}
