import type { Database } from '../database';
import type { SandboxUser } from '../tokens';
export function seedDatabase(database: Database, { users }: { today: Date; users: readonly SandboxUser[] }): void {
	for (const { username, administrator } of users) {
		database.table('core', 'user').insert({ username, role_admin: administrator ? 1 : 0 });
	}
}
