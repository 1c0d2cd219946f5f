import type { PlainRequest } from '../../http/curl/plainRequest';
import type { HttpDocument, RequestBlock } from '../../http/document/document';

/** The requests that curl commands stand for, so that who sends them and what they do is told as it will be. */
export class PlainBlocks {
	/** Loaded with the first command that may be seen. */
	private plainRequest: ((document: HttpDocument, block: RequestBlock) => PlainRequest) | undefined;
	private readonly known = new WeakMap<RequestBlock, RequestBlock>();

	/** Resolves when {@link of} knows what such blocks stand for. */
	async ready(blocks: readonly RequestBlock[]): Promise<void> {
		if (blocks.some(({ form }) => form === 'curl')) {
			this.plainRequest ??= (await import('../../http/curl/plainRequest')).plainRequest;
		}
	}

	/** The block itself where it is no command, or one that cannot be sent, which is underlined. */
	of(document: HttpDocument, block: RequestBlock): RequestBlock {
		const known = this.known.get(block);
		if (block.form !== 'curl' || this.plainRequest === undefined || known !== undefined) {
			return known ?? block;
		}
		const plain = this.plainRequest(document, block);
		const found = plain.ok ? plain.block : block;
		this.known.set(block, found);
		return found;
	}
}
