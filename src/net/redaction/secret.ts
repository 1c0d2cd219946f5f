import { mask } from './shownText';

/**
 * A secret that prints as `•••` in template strings, `JSON.stringify` and `util.inspect`, so that it cannot reach a log or a message by accident.
 * Only `openSecret` gives the text back; ESLint limits who may import that.
 */
export class Secret {
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	static open(secret: Secret): string {
		return secret.#text;
	}

	toString(): string {
		return mask;
	}

	toJSON(): string {
		return mask;
	}

	[Symbol.for('nodejs.util.inspect.custom')](): string {
		return mask;
	}
}

/** The text itself. For signing, SecretStorage and the redactor only. */
export function openSecret(secret: Secret): string {
	return Secret.open(secret);
}

/** The last four characters, by which people recognise a key; empty for a text so short that four characters would give much of it away. */
export function secretTail(secret: Secret): string {
	const text = Secret.open(secret);
	return text.length < 16 ? '' : text.slice(-4);
}
