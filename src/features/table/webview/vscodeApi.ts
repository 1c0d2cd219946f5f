import type { FromPage, PageState } from '../pageMessages';

/** What VS Code gives a page, once. */
interface VSCodeApi {
	postMessage(message: FromPage): void;
	setState(state: PageState): void;
}

declare function acquireVsCodeApi(): VSCodeApi;

export const vscodeApi = acquireVsCodeApi();
