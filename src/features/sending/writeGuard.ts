import type { SessionEntry } from '../../flowlu/sessionEntry';
import { mayWrite, operationOf, type Operation } from '../../flowlu/operation';
import type { HttpRequest } from '../../net/http';

/** A request that may change records, and who would send it. */
export interface Writing {
	readonly request: HttpRequest;
	readonly operation: Operation;
	readonly entry: SessionEntry;
}

export type WriteAnswer = 'send' | 'sendAndStopAsking';

/** Stands before every sending: what may change the records of a production account is sent only when the user agrees. */
export class WriteGuard {
	/** Origins of the accounts for which the user wants no more questions; forgotten with the window. */
	private readonly unasked = new Set<string>();

	/** @param ask gives undefined when the user does not want it sent */
	constructor(private readonly ask: (writing: Writing) => Promise<WriteAnswer | undefined>) {}

	async admits(request: HttpRequest, entry: SessionEntry): Promise<boolean> {
		const operation = operationOf(request);
		const { origin } = entry.session.account;
		if (entry.accountKind === 'test' || !mayWrite(operation) || this.unasked.has(origin)) {
			return true;
		}
		const answer = await this.ask({ request, operation, entry });
		if (answer === 'sendAndStopAsking') {
			this.unasked.add(origin);
		}
		return answer !== undefined;
	}
}
