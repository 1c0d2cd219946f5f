import { readResponse, type Turns } from '../../exchanges/reading';
import type { Access, FlowluClient } from '../../flowlu/flowluClient';
import { SessionRemovedError, UnexpectedResponseError } from '../../flowlu/responses/flowluErrors';
import type { HttpRequest, HttpResponse } from '../../net/http';
import type { SendPhase } from '../../net/httpClient';
import { CancelledError } from '../../net/networkErrors';
import type { PageOutcome } from './readPages';

export interface ListReaderPorts extends Turns {
	readonly flowlu: Pick<FlowluClient, 'send'>;
	/** Asked for each page: a credential may be replaced meanwhile. Undefined where the session was removed. */
	readonly access: () => Promise<Access | undefined>;
	readonly onPhase?: (phase: SendPhase) => void;
	/** Sees each response that is a list. */
	readonly onResponse?: (response: HttpResponse) => void;
}

/** Reads pages of the list that a request asks for, behind all other requests to its account; the protocol's rule for reads repeats them. */
export function listReader(
	request: HttpRequest,
	ports: ListReaderPorts,
): (url: string, signal: AbortSignal) => Promise<PageOutcome> {
	return async (url, signal) => {
		let sent = 0;
		const repeats = () => Math.max(0, sent - 1);
		try {
			const access = await ports.access();
			if (access === undefined) {
				return { kind: 'failed', error: new SessionRemovedError(), repeats: 0 };
			}
			const response = await ports.flowlu.send({ ...request, url }, access, {
				signal,
				background: true,
				onPhase: phase => {
					sent += phase.phase === 'sending' ? 1 : 0;
					ports.onPhase?.(phase);
				},
			});
			return { ...(await outcomeOf(response, ports)), repeats: repeats() };
		} catch (error) {
			if (error instanceof CancelledError) {
				throw error;
			}
			return { kind: 'failed', error, repeats: repeats() };
		}
	};
}

type Unrepeated<Outcome> = Outcome extends unknown ? Omit<Outcome, 'repeats'> : never;

async function outcomeOf(response: HttpResponse, ports: ListReaderPorts): Promise<Unrepeated<PageOutcome>> {
	const { envelope, json } = await readResponse(response, ports);
	switch (envelope.kind) {
		case 'success':
			if (envelope.list === undefined || json === undefined) {
				return { kind: 'failed', error: new UnexpectedResponseError('incomplete', response.status) };
			}
			ports.onResponse?.(response);
			return { kind: 'list', json };
		case 'error': {
			// With these statuses it was repeated already.
			const wasRepeated = response.status === 429 || response.status === 503;
			const isBusy = envelope.error.remedy === 'slowDown' && !wasRepeated;
			return { kind: isBusy ? 'busy' : 'failed', error: envelope.error };
		}
		case 'unknown':
			return {
				kind: 'failed',
				error: new UnexpectedResponseError(envelope.reason, response.status, envelope.content),
			};
	}
}
