import type { SessionEntry } from '../../flowlu/sessionEntry';
import { mediaTypes } from '../../http/build/body/mediaTypes';
import type { CurlBody } from '../../http/curl/curlBody';
import { CurlRefused } from '../../http/curl/refusal';
import { writeRequest } from '../../http/curl/requestText';
import { parseDocument } from '../../http/document/parse';
import { usesIn } from '../../http/parser/variableUses';
import { headerOf } from '../../net/http';
import type { HistoryEntry, KeptRequest } from './historyEntry';

/** A scratchpad with the request, and where it begins. */
export interface HistoryText {
	readonly text: string;
	/** UTF-16 code units, of the line with method and target. */
	readonly offset: number;
}

/**
 * An entry as a scratchpad: the request as it was sent, by the same account and key where they are there still, with a prompt for each placeholder.
 * What is not whole is disabled.
 * @param remarks what is to be said above it, a line each
 * @returns undefined where the scratchpad language cannot write it
 */
export function historyText(
	{ account, key, request }: HistoryEntry,
	entries: readonly SessionEntry[],
	remarks: readonly string[],
): HistoryText | undefined {
	const written = requestText(request);
	if (written === undefined) {
		return undefined;
	}
	const own = entries.filter(({ session }) => session.account.origin === account.origin);
	const [name = account.name] = own.map(({ session }) => session.account.name);
	const isShared = entries.some(
		({ session }) => session.account.name === name && session.account.origin !== account.origin,
	);
	const head = [
		...remarks.map(remark => `# ${remark.replace(/\s+/gu, ' ')}`),
		`# @account ${isShared ? account.origin : name}`,
		...(own.some(({ session }) => session.label === key) ? [`# @key ${key}`] : []),
		...placeholders(written).map(placeholder => `# @prompt ${placeholder}`),
		...(request.omitted === undefined ? [] : ['# @disabled']),
	].map(line => `${line}\n`);
	const text = `${head.join('')}${written}\n`;
	return { text, offset: text.indexOf(`\n${request.method} `) + 1 };
}

function requestText(request: KeptRequest): string | undefined {
	const plain = textWith(request, request.headers);
	if (plain === undefined || request.bodyKind === undefined || request.body === undefined) {
		return plain;
	}
	const isTyped = headerOf(request.headers, 'content-type') !== undefined;
	return isTyped || parseDocument(plain).blocks[0]?.body?.kind === request.bodyKind
		? plain
		: textWith(request, [...request.headers, ['Content-Type', mediaTypes[request.bodyKind]]]);
}

function textWith(
	{ method, target, timeout, body, bodyKind }: KeptRequest,
	headers: KeptRequest['headers'],
): string | undefined {
	try {
		return writeRequest({
			method,
			url: target,
			headers,
			...(body !== undefined && body !== '' && { body: bodyOf(body, bodyKind) }),
			...(timeout !== undefined && { timeout: String(timeout / 1000) }),
			credentials: [],
		});
	} catch (error) {
		if (error instanceof CurlRefused) {
			return undefined;
		}
		throw error;
	}
}

function bodyOf(body: string, kind: KeptRequest['bodyKind']): CurlBody {
	if (kind === 'form') {
		return { kind: 'form', pairs: body.split('&') };
	}
	// The language ends the lines of parts as they are sent, and the last one.
	return { kind: 'text', text: kind === 'multipart' ? body.replaceAll('\r\n', '\n').trimEnd() : body };
}

/** What has to be asked for: all but what files and the process give. */
function placeholders(text: string): readonly string[] {
	const names = usesIn(text).map(({ name }) => name);
	return [...new Set(names)].filter(name => !name.startsWith('$'));
}

/** The target of a request without what all have: `crm/lead/list?limit=5`. The root of an account stays a slash. */
export function pathBelowApi(target: string): string {
	return target.replace(/^https?:\/\/[^/?#]*(?=\/)/u, '').replace(/^\/?(?:api\/v1\/module\/)?(?=.)/u, '');
}
