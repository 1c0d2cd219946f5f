import type { Ports } from '../../engine/ports';
import type { Prepared } from '../../engine/prepare';
import { allPagesOf } from '../../http/build/sendingMetadata';
import type { HttpRequest } from '../../net/http';

/** What reads pages is loaded with the first request that asks for all of them. */
export function allPagesBy(ports: Pick<Ports, 'flowlu' | 'yieldToEventLoop'>): Ports['allPages'] {
	return async (request, access, options) => {
		const { combinedResponse } = await import('../../records/pages/combinedResponse');
		return combinedResponse(request, access, options, ports);
	};
}

/** A list that may be read page by page. */
export interface ListToRead {
	readonly request: HttpRequest;
	/** The id of the session that reads it. */
	readonly session: string;
	/** Records at most, as `# @all-pages max=N` says. */
	readonly max: number | undefined;
}

export function listToRead(prepared: Prepared | undefined): ListToRead | undefined {
	return (
		prepared && {
			request: prepared.request,
			session: prepared.entry.session.id,
			max: allPagesOf(prepared.place.block.metadata)?.max,
		}
	);
}
