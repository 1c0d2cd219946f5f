/** What came of one prompt. */
export type Answer<T> =
	{ readonly kind: 'answer'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'dismissed' };

/** What came of one step: the step that follows, or the result of the whole. */
export type StepOutcome<T> =
	| { readonly kind: 'next'; readonly step: Step<T> }
	| { readonly kind: 'done'; readonly value: T }
	| Exclude<Answer<never>, { readonly kind: 'answer' }>;

/** Asks for one thing. It is run again when the user comes back to it. */
export type Step<T> = (place: StepPlace) => Promise<StepOutcome<T>>;

/** Where a prompt stands in its flow. */
export interface StepPlace {
	readonly title: string;
	/** From 1. */
	readonly step: number;
	readonly totalSteps: number;
	readonly canGoBack: boolean;
}

/** Runs steps one after the other, and backwards where the user goes back; undefined when they dismissed a prompt. */
export async function runSteps<T>(
	{ title, totalSteps }: Pick<StepPlace, 'title' | 'totalSteps'>,
	first: Step<T>,
): Promise<T | undefined> {
	const steps = [first];
	for (;;) {
		const current = steps.at(-1) ?? first;
		const outcome = await current({ title, step: steps.length, totalSteps, canGoBack: steps.length > 1 });
		switch (outcome.kind) {
			case 'next':
				steps.push(outcome.step);
				break;
			case 'back':
				if (steps.length > 1) {
					steps.pop();
				}
				break;
			case 'done':
				return outcome.value;
			case 'dismissed':
				return undefined;
		}
	}
}
