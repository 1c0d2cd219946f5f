import { randomBytes } from 'node:crypto';
import type { ApiKeyOptions } from '../sandboxOptions';
import { everything, type Permission } from './keyPermissions';

export interface ApiKey {
	/** Names the key in the settings page, where the key itself may not stand. */
	readonly id: string;
	readonly name: string;
	readonly key: string;
	readonly permissions: readonly Permission[];
	readonly created: Date;
	/** Of the last call that named the key; absent before the first. */
	readonly lastUsed?: Date;
}

const keyLength = 50;

/** 50 characters of base64, without padding: what clients have seen. */
function randomKey(): string {
	return randomBytes(keyLength).toString('base64').slice(0, keyLength);
}

/** The keys of the portal; they live and die with the sandbox. */
export class ApiKeys {
	private readonly keys = new Map<string, ApiKey>();

	constructor(private readonly now: () => Date) {}

	/** In the order of creation. */
	all(): readonly ApiKey[] {
		return [...this.keys.values()];
	}

	find(key: string): ApiKey | undefined {
		return this.keys.get(key);
	}

	create({ name, key = randomKey(), permissions = everything }: ApiKeyOptions): ApiKey {
		const id = randomBytes(8).toString('hex');
		const created: ApiKey = { id, name, key, permissions, created: this.now() };
		this.keys.set(key, created);
		return created;
	}

	/** @returns whether there was such a key. */
	delete(key: string): boolean {
		return this.keys.delete(key);
	}

	permit(key: string, permissions: readonly Permission[]): void {
		this.change(key, { permissions });
	}

	markUsed(key: string): void {
		this.change(key, { lastUsed: this.now() });
	}

	private change(key: string, change: Partial<ApiKey>): void {
		const known = this.keys.get(key);
		if (known !== undefined) {
			this.keys.set(key, { ...known, ...change });
		}
	}
}
