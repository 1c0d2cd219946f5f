import type { RequestBlock } from '../document';

/** A request as a list names it. */
export interface OutlinedRequest {
	readonly block: RequestBlock;
	/** Title, name, or method and path. */
	readonly label: string;
	/** Method and path, where they are not the label. */
	readonly detail: string;
}

export function outlinedRequests(blocks: readonly RequestBlock[]): readonly OutlinedRequest[] {
	return blocks.map(block => {
		const [path = ''] = block.target.split(/[?#]/u, 1);
		// A query may hold a key, and nobody needs it to know a request again.
		const request = `${block.method} ${withoutUser(path)}`.trimEnd();
		const label = block.title ?? block.name;
		return label === undefined ? { block, label: request, detail: '' } : { block, label, detail: request };
	});
}

/** Of an address with a user name or a password in it. */
function withoutUser(target: string): string {
	return target.includes('@') ? target.replace(/^(?<scheme>[a-z]+:\/\/)[^/]*@/iu, '$<scheme>') : target;
}
