import { connect } from 'node:net';
import type { Sandbox } from '../../../src/sandbox/sandbox';
import type { Random } from '../random';
import type { Entry } from './entries';
import { hostileText } from './fuzzTexts';

/** Milliseconds after which a socket that is still open is a failure. */
const maxOpen = 60_000;

/** Requests and what is none, over sockets of the sandbox. */
export function sandboxEntry({ origin, apiKeys, tokenUrl, settingsUrl }: Sandbox): Entry {
	const { host, hostname, port } = new URL(origin);
	const key = encodeURIComponent(apiKeys[0]?.key ?? '');
	const paths = [
		...[`/api/v1/module/crm/lead/create?api_key=${key}`, `/api/v1/module/crm/lead/update/1?api_key=${key}`],
		...[`/api/v1/module/crm/lead/list?api_key=${key}&`, `/api/v1/module/tasks/tasks/list?api_key=${key}&search=`],
		...[new URL(tokenUrl).pathname, new URL(settingsUrl).pathname, `${new URL(settingsUrl).pathname}/create`, '/'],
	];
	return random => {
		const bytes = requestBytes(random, host, random.pick(paths) ?? '/');
		return () =>
			new Promise<void>((resolve, reject) => {
				const socket = connect(Number(port), hostname, () => {
					socket.end(bytes);
				});
				socket.setTimeout(maxOpen, () => {
					socket.destroy(new Error('The sandbox left the socket open.'));
				});
				socket.resume();
				socket.once('close', () => {
					resolve();
				});
				socket.once('error', (error: NodeJS.ErrnoException) => {
					// The server may hang up on what is no HTTP.
					if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') {
						reject(error);
					}
				});
			});
	};
}

function requestBytes(random: Random, host: string, path: string): string {
	if (random.below(8) === 0) {
		return hostileText(random);
	}
	const isRead = random.below(2) === 0;
	// Node takes 16 kB of headers.
	const query = isRead ? encodeURI(wellFormed(hostileText(random, 4000))).slice(0, 12_000) : '';
	const body = isRead ? '' : wellFormed(hostileText(random));
	const type =
		random.pick(['application/x-www-form-urlencoded', 'application/json', 'multipart/form-data; boundary=x']) ?? '';
	return [
		`${isRead ? 'GET' : 'POST'} ${path}${path.includes('?') ? query : `?${query}`} HTTP/1.1`,
		`Host: ${host}`,
		`Content-Type: ${type}`,
		`Content-Length: ${Buffer.byteLength(body)}`,
		'Connection: close',
		'',
		body,
	].join('\r\n');
}

/** Without halves of surrogate pairs, which have no UTF-8. */
function wellFormed(text: string): string {
	return Buffer.from(text).toString();
}
