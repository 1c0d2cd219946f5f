import { isKeyPair, isKeyParameter } from '../../net/refusedParts';
import { maskUses, replaceUses } from '../parser/variableUses';
import type { Span } from '../problem';
import type { DataKind } from './curlBody';
import { splitOutsideUses } from './curlData';
import type { CurlOption } from './curlOptions';
import { credentialMark } from './shellWords';

/** A credential that a command brings along, whoever's it is: ours would double it. */
export interface CurlCredential {
	/** As a message names it; holds none of it. */
	readonly place: string;
	/** What to take out of the command. */
	readonly span: Span;
}

/** Those of options and addresses, in their order. What the command takes from the environment as copied ones do is none of them. */
export function credentialsOf(
	options: readonly CurlOption[],
	command: string,
	dataKind: DataKind,
): readonly CurlCredential[] {
	return options.flatMap(option => {
		const { name, value, span } = option;
		switch (name) {
			case 'user':
				return value === `bearer:${credentialMark}` ? [] : [{ place: '-u', span }];
			case 'oauth2-bearer':
				return [{ place: '--oauth2-bearer', span }];
			case 'header':
				return isAuthorization(value) ? [{ place: 'Authorization', span }] : [];
			case 'url':
				return ofAddress(option, command);
			default:
				return hasKey(option, dataKind) ? [{ place: 'api_key', span: pairSpan(option, command) ?? span }] : [];
		}
	});
}

function isAuthorization(header: string): boolean {
	const [name = ''] = header.split(/[:;]/u, 1);
	return name.trim().toLowerCase() === 'authorization';
}

function ofAddress(option: CurlOption, command: string): readonly CurlCredential[] {
	const { value, valueSpan } = option;
	const plain = maskUses(value, 'x');
	const userinfo = /^(?<scheme>(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?)(?<userinfo>[^/?#]*@)/iu.exec(plain)?.groups;
	const written = userinfo === undefined ? undefined : value.slice(userinfo['scheme']?.length).split('@', 1)[0];
	const found: CurlCredential[] = [];
	if (written !== undefined) {
		const start = command.slice(valueSpan.start, valueSpan.end).indexOf(`${written}@`);
		const at = valueSpan.start + start;
		found.push({ place: 'name:password@', span: start < 0 ? valueSpan : { start: at, end: at + written.length + 1 } });
	}
	const [, query = ''] = value.split(/\?(?<query>.*)/su, 2);
	if (hasKeyIn(query)) {
		found.push({ place: 'api_key', span: pairSpan(option, command) ?? valueSpan });
	}
	return found;
}

function hasKey({ name, value }: CurlOption, dataKind: DataKind): boolean {
	if (name.startsWith('form')) {
		return isKeyParameter(value.split('=', 1)[0] ?? '');
	}
	const isData = /^(?:data|json)/u.test(name);
	return isData && ((dataKind === 'form' && hasKeyIn(value)) || (dataKind === 'json' && hasKeyMember(value)));
}

function hasKeyIn(pairs: string): boolean {
	return splitOutsideUses(pairs, '&').some(pair => isKeyPair(pair) && !pair.endsWith(`=${credentialMark}`));
}

function hasKeyMember(json: string): boolean {
	try {
		const value: unknown = JSON.parse(replaceUses(json, () => '0'));
		return typeof value === 'object' && value !== null && Object.keys(value).some(isKeyParameter);
	} catch {
		// A server cannot read it either.
		return false;
	}
}

/** The pair with one of its separators, where it is one of several and stands as it is meant. */
function pairSpan({ valueSpan: { start, end } }: CurlOption, command: string): Span | undefined {
	const found = /(?<before>^['"]?|[?&])(?<pair>api_key=(?:\{\{[^{}]*\}\}|[^&\s'"\\{}])*)(?<after>&?)/iu.exec(
		command.slice(start, end),
	);
	const { before = '', pair = '', after = '' } = found?.groups ?? {};
	const isAlone = !/[?&]/u.test(before) && after === '';
	if (found === null || isAlone) {
		return undefined;
	}
	const first = start + found.index + (before === '&' || after === '' ? 0 : before.length);
	return { start: first, end: start + found.index + before.length + pair.length + (before === '&' ? 0 : after.length) };
}
