import type { ToPage } from '../pageMessages';
import { drawFrame, drawGone } from './pageFrame';
import { TablePage } from './tablePage';
import { vscodeApi } from './vscodeApi';

let page: TablePage | undefined;
/** What came is dealt with one after the other. */
let work = Promise.resolve();

window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
	work = work.then(() => receiveFromExtension(data)).catch(tell);
});
window.addEventListener('unhandledrejection', ({ reason }) => {
	tell(reason);
});

function tell(error: unknown): void {
	const because = error instanceof Error ? (error.stack ?? error.message) : String(error);
	vscodeApi.postMessage({ kind: 'failed', because });
}

async function receiveFromExtension(message: ToPage): Promise<void> {
	switch (message.kind) {
		case 'open':
			page?.dispose();
			vscodeApi.setState(message.state);
			page = new TablePage(message, drawFrame(message.texts));
			return;
		case 'rows':
			return page?.append(new Uint8Array(message.bytes));
		case 'end':
			return page?.end();
		case 'further':
			return page?.showFurther(message.further);
		case 'gone':
			page?.dispose();
			page = undefined;
			drawGone(
				message.texts,
				message.canGoToRequest
					? () => {
							vscodeApi.postMessage({ kind: 'goToRequest' });
						}
					: undefined,
			);
			return;
		case 'show':
			page?.showColumns(message.names);
			return;
		case 'run':
			page?.run(message.command);
			return;
	}
}

vscodeApi.postMessage({ kind: 'ready' });
