import type { Reference, RequestBlock } from '../document/document';

/** A request as a list names it. */
export interface OutlinedRequest {
	readonly block: RequestBlock;
	/** Title, name, method and path, or what is run. */
	readonly label: string;
	/** Method and path, or what is run, where they are not the label. */
	readonly detail: string;
}

export function outlinedRequests(blocks: readonly RequestBlock[]): readonly OutlinedRequest[] {
	return blocks.map(block => {
		const request = requestText(block);
		const label = block.title ?? block.name;
		return label === undefined ? { block, label: request, detail: '' } : { block, label, detail: request };
	});
}

function requestText(block: RequestBlock): string {
	if (block.form === 'run') {
		return `run ${block.references.filter(isRun).map(nameOfRun).join(', ')}`.trimEnd();
	}
	const [path = ''] = block.target.split(/[?#]/u, 1);
	// A query may hold a key, and nobody needs it to know a request again.
	return `${block.method} ${withoutUser(path)}`.trimEnd();
}

function isRun({ kind }: Reference): boolean {
	return kind === 'run' || kind === 'requests';
}

function nameOfRun({ kind, text }: Reference): string {
	return kind === 'run' ? `#${text}` : text;
}

/** Of an address with a user name or a password in it. */
function withoutUser(target: string): string {
	return target.includes('@') ? target.replace(/^(?<scheme>[a-z]+:\/\/)[^/]*@/iu, '$<scheme>') : target;
}
