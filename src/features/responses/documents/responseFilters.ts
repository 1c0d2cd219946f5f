import * as vscode from 'vscode';
import type { Exchange } from '../../../exchanges/exchange';
import { type Filtered, maxFilteredBytes, responseFilter } from '../../../exchanges/filteredReading';
import { formatBytes } from '../../../messages/units';
import { plural } from '../../../messages/plural';

/** Milliseconds of silence after a key. */
const settledAfter = 150;

/** Why the values of a response cannot be looked for; undefined where they can. */
export function filterRefusal({ reading: { kind, json } }: Exchange): string | undefined {
	if (kind !== 'json' || json === undefined) {
		return vscode.l10n.t('The response is no JSON, so it cannot be filtered.');
	}
	return json.bytes.length > maxFilteredBytes
		? vscode.l10n.t(
				'The response is larger than {0}, so it cannot be filtered while you type. Save it instead.',
				formatBytes(maxFilteredBytes),
			)
		: undefined;
}

/** Requests whose path is known; the one that was changed longest ago is forgotten first. */
const maxPaths = 1000;

/** The paths that responses are filtered by, by the key of their request. */
export class ResponseFilters {
	private readonly paths = new Map<string, string>();
	private readonly filters = new WeakMap<Exchange, (path: string) => Filtered>();

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

	/** What a document shows: the values, or why there are none. */
	foundIn(exchange: Exchange, path: string): Extract<Filtered, { kind: 'found' }> | string {
		const refusal = filterRefusal(exchange);
		if (refusal !== undefined) {
			return refusal;
		}
		const found = this.find(exchange, path);
		return found.kind === 'found' ? found : reasonOf(found);
	}

	/** What the path finds in the response, which has to be one that can be filtered. */
	find(exchange: Exchange, path: string): Filtered {
		const { json } = exchange.reading;
		if (json === undefined) {
			return { kind: 'noPath' };
		}
		const filter = this.filters.get(exchange) ?? responseFilter(json);
		this.filters.set(exchange, filter);
		return filter(path);
	}
}

/**
 * Asks for a path, and tells each one that is whole.
 * @param initial with the cursor behind it
 * @param find what a path finds; undefined once the response is gone
 * @param show called with a path whenever it finds something or nothing, not where it is no path
 */
export function askForPath(
	initial: string,
	find: (path: string) => Filtered | undefined,
	show: (path: string) => void,
): Promise<void> {
	const input = vscode.window.createInputBox();
	input.title = vscode.l10n.t('Filter Response');
	input.placeholder = vscode.l10n.t('A JSONPath, such as $.response.items[?@.active == 1].name');
	input.value = initial;
	input.valueSelection = [initial.length, initial.length];
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = () => {
		const path = input.value.trim();
		const found = find(path);
		if (found === undefined) {
			input.hide();
			return;
		}
		input.validationMessage = messageOf(found);
		if (found.kind === 'found') {
			show(path);
		}
	};
	look();
	return new Promise(resolve => {
		const subscriptions = vscode.Disposable.from(
			input,
			input.onDidChangeValue(() => {
				clearTimeout(timer);
				timer = setTimeout(look, settledAfter);
			}),
			input.onDidAccept(() => {
				clearTimeout(timer);
				look();
				input.hide();
			}),
			input.onDidHide(() => {
				clearTimeout(timer);
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
				message: plural(vscode.l10n.t('{0, plural, one {# value} other {# values}}'), found.places.length),
				severity: vscode.InputBoxValidationSeverity.Info,
			}
		: { message: reasonOf(found), severity: vscode.InputBoxValidationSeverity.Warning };
}

function reasonOf({ kind }: Exclude<Filtered, { kind: 'found' }>): string {
	switch (kind) {
		case 'noPath':
			return vscode.l10n.t('This is not a JSONPath yet. It starts with $, as in $.response.items[*].id.');
		case 'costly':
			return vscode.l10n.t('This path has to look at too much of the response. Name more of the way.');
	}
}
