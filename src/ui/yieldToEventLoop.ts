/** Waits for what else the extension host has to do: between the parts of work that would keep it for long. */
export function yieldToEventLoop(): Promise<void> {
	return new Promise(resolve => {
		setImmediate(resolve);
	});
}
