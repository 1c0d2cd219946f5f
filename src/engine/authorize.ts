import { mayWrite, operationOf } from '../flowlu/operation';
import type { Interaction } from './ports';
import type { Prepared } from './prepare';

/** Stands before every sending: what may change the records of a production account is sent only when the user agrees. */
export class WriteGuard {
	/** Origins of the accounts for which the user wants no more questions; forgotten with the window. */
	private readonly unasked = new Set<string>();

	constructor(private readonly interaction: Pick<Interaction, 'confirmWrite'>) {}

	/** @returns whether the request is to be sent */
	async admits({ request, entry }: Pick<Prepared, 'request' | 'entry'>): Promise<boolean> {
		const operation = operationOf(request);
		const { origin } = entry.session.account;
		if (entry.accountKind === 'test' || !mayWrite(operation) || this.unasked.has(origin)) {
			return true;
		}
		const answer = await this.interaction.confirmWrite({ request, operation, entry });
		if (answer === 'sendAndStopAsking') {
			this.unasked.add(origin);
		}
		return answer !== undefined;
	}
}
