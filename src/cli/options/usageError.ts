/** What the user can put right before anything is sent: the program ends with the code for options, or for files. Its message repeats no value that may be a secret. */
export class UsageError extends Error {
	override readonly name = 'UsageError' as const;

	constructor(
		message: string,
		readonly kind: 'options' | 'file' = 'options',
	) {
		super(message);
	}
}
