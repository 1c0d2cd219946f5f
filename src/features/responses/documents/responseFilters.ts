import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import { type Filtered, filterInSteps } from '../../../exchanges/filteredReading';
import { plural } from '../../../messages/plural';
import { yieldToEventLoop } from '../../../ui/yieldToEventLoop';

/** Milliseconds of silence after a key. */
const settledAfter = 150;

/** Why the values of a response cannot be looked for; undefined where they can. */
export function filterRefusal({ reading: { kind, json } }: Exchange): string | undefined {
	return kind === 'json' && json !== undefined
		? undefined
		: vscode.l10n.t('The response is not JSON, so it cannot be filtered.');
}

/** Requests whose path is known; the one that was changed longest ago is forgotten first. */
const maxPaths = 1000;

/** The paths that responses are filtered by, by the key of their request. */
export class ResponseFilters {
	private readonly paths = new Map<string, string>();
	/** The last result that was complete, which may take as much memory as its response: it goes with that. */
	private found = new WeakMap<Exchange, { readonly path: string; readonly filtered: Filtered }>();

	pathFor(key: string): string | undefined {
		return this.paths.get(key);
	}

	set(key: string, path: string): void {
		this.paths.delete(key);
		this.paths.set(key, path);
		for (const oldest of [...this.paths.keys()].slice(0, -maxPaths)) {
			this.paths.delete(oldest);
		}
	}

	/** For when it is shown no more. */
	forgetFound(): void {
		this.found = new WeakMap();
	}

	/** What a document shows: the values, or why there are none. */
	async foundIn(exchange: Exchange, path: string): Promise<Extract<Filtered, { kind: 'found' }> | string> {
		const refusal = filterRefusal(exchange);
		if (refusal !== undefined) {
			return refusal;
		}
		const found = await this.find(exchange, path);
		return found?.kind === 'found' ? found : found === undefined ? '' : reasonOf(found);
	}

	/**
	 * What the path finds in the response.
	 * @param isWanted asked all the time: what nobody waits for any more is given up
	 * @returns undefined where it was given up
	 */
	async find(exchange: Exchange, path: string, isWanted: () => boolean = () => true): Promise<Filtered | undefined> {
		const { json } = exchange.reading;
		if (json === undefined) {
			return undefined;
		}
		const known = this.found.get(exchange);
		if (known?.path === path) {
			return known.filtered;
		}
		const steps = filterInSteps(json, path);
		while (isWanted()) {
			const { done, value } = steps.next();
			if (done === true) {
				this.found = new WeakMap([[exchange, { path, filtered: value }]]);
				return value;
			}
			await yieldToEventLoop();
		}
		return undefined;
	}
}

/**
 * Asks for a path, and tells each one that is whole.
 * @param initial with the cursor behind it
 * @param find what a path finds; undefined where it was given up, as it was not wanted any more, and `gone` once the response is
 * @param show called with a path whenever it finds something or nothing, not where it is no path
 */
export function askForPath(
	initial: string,
	find: (path: string, isWanted: () => boolean) => Promise<Filtered | 'gone' | undefined>,
	show: (path: string) => void,
): Promise<void> {
	const input = vscode.window.createInputBox();
	input.title = vscode.l10n.t('Filter Response');
	input.placeholder = vscode.l10n.t('A JSONPath, such as $.response.items[?@.active == 1].name');
	input.value = initial;
	input.valueSelection = [initial.length, initial.length];
	let timer: ReturnType<typeof setTimeout> | undefined;
	let wanted: string | undefined;
	let isAccepted = false;
	const look = async (): Promise<void> => {
		const path = input.value.trim();
		wanted = path;
		input.busy = true;
		const found = await find(path, () => wanted === path);
		if (found === undefined) {
			return;
		}
		input.busy = false;
		if (found === 'gone') {
			input.hide();
			return;
		}
		input.validationMessage = messageOf(found);
		if (found.kind === 'found') {
			show(path);
		}
	};
	void look();
	return new Promise(resolve => {
		const subscriptions = vscode.Disposable.from(
			input,
			input.onDidChangeValue(() => {
				clearTimeout(timer);
				timer = setTimeout(() => void look(), settledAfter);
			}),
			input.onDidAccept(() => {
				clearTimeout(timer);
				// What is typed last counts, however long it takes.
				isAccepted = true;
				void look();
				input.hide();
			}),
			input.onDidHide(() => {
				clearTimeout(timer);
				if (!isAccepted) {
					wanted = undefined;
				}
				subscriptions.dispose();
				resolve();
			}),
		);
		input.show();
	});
}

function messageOf(found: Filtered): vscode.InputBoxValidationMessage {
	return found.kind === 'found'
		? {
				message: countText(found),
				severity: vscode.InputBoxValidationSeverity.Info,
			}
		: { message: reasonOf(found), severity: vscode.InputBoxValidationSeverity.Warning };
}

function countText({ count, places: { length: shown } }: Extract<Filtered, { kind: 'found' }>): string {
	const text = plural(vscode.l10n.t('{0, plural, one {# value} other {# values}}'), count);
	return shown === count ? text : vscode.l10n.t('{0}, of which the first {1} are shown', text, shown);
}

function reasonOf({ kind }: Exclude<Filtered, { kind: 'found' }>): string {
	switch (kind) {
		case 'noPath':
			return vscode.l10n.t('This is not a JSONPath yet. It starts with $, as in $.response.items[*].id.');
		case 'costly':
			return vscode.l10n.t('This path would search too much of the response. Make it more specific.');
	}
}
