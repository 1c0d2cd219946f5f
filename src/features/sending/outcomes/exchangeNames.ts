import type { Exchange } from '../../../exchanges/exchange';
import { nameForLog } from '../../../flowlu/operation';
import type { Log } from '../../../ui/log';

/** Method and path below the API: `GET crm/lead/list`. */
export function shortName({ method, url }: Exchange['request']): string {
	return `${method} ${new URL(url).pathname.replace(/^\/api\/v1\/module\//u, '')}`;
}

export function logExchange({ request, response }: Exchange, log: Log): void {
	log.info(`${nameForLog(request)} ${response.status}, ${Math.round(response.milliseconds)} ms`);
}
