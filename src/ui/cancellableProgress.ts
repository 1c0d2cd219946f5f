import * as vscode from 'vscode';
import type { ViewId } from '../contributions';
import { ownText } from './messages/windowRedactor';
import { showProgress } from './shown';

/** Milliseconds after which waiting is long enough to offer a way out. */
const timeoutMs = 2000;

/** Shows in a view, else in the status bar, that work goes on; work that takes longer than a moment also gets a notification in which it can be cancelled. */
export async function withCancellableProgress<T>(
	{ view, title: text }: { readonly view?: ViewId; readonly title: string },
	work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
	const title = ownText(text);
	const controller = new AbortController();
	const working = work(controller.signal);
	const timer = setTimeout(() => {
		void showProgress(
			{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
			async (_progress, token) => {
				token.onCancellationRequested(() => {
					controller.abort();
				});
				// How it ends is told to the caller only.
				await Promise.allSettled([working]);
			},
		);
	}, timeoutMs);
	try {
		const location = view === undefined ? vscode.ProgressLocation.Window : { viewId: view };
		return await showProgress({ location, title }, () => working);
	} finally {
		clearTimeout(timer);
	}
}
