import type { Further } from '../pageMessages';
import type { PageTexts } from '../pageTexts';
import type { PageFrame } from './pageFrame';

/** Are fewer rows left below the visible ones than are visible? */
function isNearEnd({ top, bottom }: { readonly top: number; readonly bottom: number }, rows: number): boolean {
	return bottom + (bottom - top) >= rows - 1;
}

interface BarDependencies {
	readonly frame: Pick<PageFrame, 'further' | 'loadMore'>;
	readonly texts: PageTexts;
	/** Asks for the next page. */
	readonly load: () => void;
	/** Takes the focus when the button that has it is there no more. */
	readonly focusTable: () => void;
}

/** Says that there is more of the list than was loaded, and asks for it: by its button, or where one scrolls near the end. */
export class FurtherPagesBar {
	private further: Further = { kind: 'none', text: '' };
	/** The next page is wanted as long as the end is near. */
	private follows = false;
	/** The first row that was seen. */
	private top = 0;

	constructor(private readonly dependencies: BarDependencies) {
		dependencies.frame.loadMore.addEventListener('click', () => {
			this.request();
		});
	}

	get total(): number | undefined {
		return this.further.total;
	}

	show(further: Further): void {
		this.further = further;
		const { frame, texts } = this.dependencies;
		const { kind, text } = further;
		const failed = texts.pageFailed.replace('{0}', () => text);
		frame.further.textContent = kind === 'failed' ? failed : kind === 'loading' ? texts.loadingMore : text;
		frame.further.classList.toggle('problem', kind === 'failed' || kind === 'short');
		frame.loadMore.textContent = kind === 'failed' ? texts.tryAgain : texts.loadMore;
		frame.loadMore.setAttribute('aria-disabled', String(kind === 'loading'));
		const isNeeded = kind === 'more' || kind === 'loading' || kind === 'failed';
		const hadFocus = document.activeElement === frame.loadMore;
		frame.loadMore.hidden = !isNeeded;
		if (hadFocus && !isNeeded) {
			this.dependencies.focusTable();
		}
	}

	/** Told of scrolling where rows stand as they came. */
	scrolled(seen: { readonly top: number; readonly bottom: number }, rows: number): void {
		// The grid also tells of scrolling where it only draws.
		const isDown = seen.top > this.top;
		this.top = seen.top;
		this.follows = isNearEnd(seen, rows) && (isDown || this.follows);
		this.follow();
	}

	/** Rows came: those that are seen may be near the end still. */
	grown(seen: { readonly top: number; readonly bottom: number }, rows: number): void {
		this.follows &&= isNearEnd(seen, rows);
		this.follow();
	}

	/** Asks for the next page where there is one, or for one that failed once more. */
	request(): void {
		if (this.further.kind === 'more' || this.further.kind === 'failed') {
			// What comes back says the same; until then nothing is asked for twice.
			this.show({ ...this.further, kind: 'loading', text: '' });
			this.dependencies.load();
		}
	}

	private follow(): void {
		if (this.follows && this.further.kind === 'more') {
			this.request();
		}
	}
}
