import * as vscode from 'vscode';

/** The user's limits for a response: milliseconds until it is complete, bytes. */
export function responseLimits(): { readonly timeout: number; readonly maxBytes: number } {
	return {
		timeout: numberSetting('timeout', 60, [1, 3600]) * 1000,
		maxBytes: numberSetting('maxResponseSize', 50, [1, 1000]) * 1_000_000,
	};
}

/** Least time between two requests to one account. */
export function millisecondsBetweenRequests(): number {
	return 1000 / numberSetting('requestsPerSecond', 1, [0.1, 50]);
}

/** Whether scratchpads are checked against the catalog. */
export function showsCatalogWarnings(): boolean {
	return vscode.workspace.getConfiguration('flowlu').get('catalogWarnings') !== false;
}

/** What stands between the cells of an exported CSV file. */
export function csvDelimiter(): string {
	const value: unknown = vscode.workspace.getConfiguration('flowlu').get('csvDelimiter');
	return value === ';' || value === '|' ? value : value === 'tab' ? '\t' : ',';
}

/** Whether the requests that are sent are kept on this machine. */
export function keepsHistory(): boolean {
	return vscode.workspace.getConfiguration('flowlu').get('history') !== false;
}

/**
 * Settings files are edited by hand: what is no positive number counts as not set, another one is held to what package.json declares. A timer that were
 * set to more than it can count would ring at once.
 */
function numberSetting(name: string, fallback: number, [least, most]: readonly [number, number]): number {
	const value: unknown = vscode.workspace.getConfiguration('flowlu').get(name);
	return typeof value === 'number' && value > 0 ? Math.min(Math.max(value, least), most) : fallback;
}
