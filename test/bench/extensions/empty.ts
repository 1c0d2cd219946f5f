/** The floor of activation: an extension that does nothing. */
export function activate(): undefined {
	return undefined;
}
