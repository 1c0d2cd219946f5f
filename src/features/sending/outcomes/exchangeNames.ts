import type { Exchange } from '../../../exchanges/exchange';
import { pathWithoutValues } from '../../../flowlu/operation';
import type { Log } from '../../../ui/log';

/** Method and path below the API: `GET crm/lead/list`. */
export function shortName({ method, url }: Exchange['request']): string {
	return `${method} ${new URL(url).pathname.replace(/^\/api\/v1\/module\//u, '')}`;
}

/** Whose record it is stays out of a log, and so does whatever else a path or a query may hold. */
export function logExchange({ request, response }: Exchange, log: Log): void {
	const { origin } = new URL(request.url);
	const path = pathWithoutValues(request);
	log.info(`${request.method} ${origin}${path} ${response.status}, ${Math.round(response.milliseconds)} ms`);
}
