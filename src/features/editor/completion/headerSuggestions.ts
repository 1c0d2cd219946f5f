import * as vscode from 'vscode';
import type { Suggestion } from './completionItems';

/** Headers that people write, with their usual values. Those that the client sets by itself are not offered. */
const headers: Readonly<Record<string, readonly string[]>> = {
	Accept: ['application/json', 'text/plain', '*/*'],
	'Accept-Encoding': ['gzip, deflate, br', 'identity'],
	'Accept-Language': ['en', 'de', 'ru'],
	'Cache-Control': ['no-cache', 'no-store'],
	'Content-Type': ['application/json', 'application/x-www-form-urlencoded', 'text/plain; charset=utf-8'],
	'If-Modified-Since': [],
	'If-None-Match': [],
	Origin: [],
	Referer: [],
	'User-Agent': [],
	'X-Request-ID': ['{{$guid}}'],
};

export function headerNameSuggestions(hasColon: boolean): Suggestion[] {
	return Object.keys(headers).map(label => ({
		label,
		kind: vscode.CompletionItemKind.Property,
		...(hasColon ? {} : { insert: `${label}: `, continues: true }),
	}));
}

export function headerValueSuggestions(name: string): Suggestion[] {
	const known = Object.entries(headers).find(([header]) => header.toLowerCase() === name.toLowerCase());
	return (known?.[1] ?? []).map((label, index) => ({
		label,
		kind: vscode.CompletionItemKind.Value,
		// The usual one first.
		sort: String(index),
	}));
}
