import type { Exchange } from '../../exchanges/exchange';
import type { JsonText, Span } from '../../json/jsonText';
import { apiPath } from '../../flowlu/account';
import { operationOf } from '../../flowlu/operation';
import { listOf } from '../../flowlu/responses/listInJson';

/** The list that a response is, where it stands in it. */
export interface ListOfRecords {
	readonly json: JsonText;
	readonly items: Span;
	/** Its JSONPath. */
	readonly path: string;
	/** Records that there are on the server, where the response says so. */
	readonly total: number | undefined;
}

/** Undefined for a response that is no list. */
export function listOfRecords({ reading: { json, envelope } }: Pick<Exchange, 'reading'>): ListOfRecords | undefined {
	if (json === undefined || envelope.kind !== 'success' || envelope.list === undefined) {
		return undefined;
	}
	const list = listOf(json);
	return list && { json, items: list, path: list.path, total: envelope.list.total };
}

/** The entity whose records a response lists: `crm/lead`; undefined for what is no plain list, such as `st/projects/7/comments/list`. */
export function entityOf({ request }: Pick<Exchange, 'request'>): string | undefined {
	const { kind, entity = '' } = operationOf(request);
	const path = new URL(request.url).pathname.replace(/\/$/u, '');
	return kind === 'list' && path === `${apiPath}/${entity}/list` ? entity : undefined;
}
