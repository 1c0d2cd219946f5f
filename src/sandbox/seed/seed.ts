import type { Database } from '../records/database';
import type { SandboxUser } from '../access/accessTokens';
import { seedAgile } from './agile';
import { seedCore } from './core';
import { seedCrm } from './crm';
import { seedCustomFields } from './fieldDefinitions';
import { seedDictionaries } from './dictionaries';
import { seedFinance } from './finance';
import { seedProducts } from './products';
import { seedProjects } from './projects';
import { seedTasks } from './tasks';
import { seedTime } from './time';
import { Sower } from './sower';

/** Fills every entity with linked records. Later modules link to earlier ones. */
export function seedDatabase(
	database: Database,
	{ today, users }: { readonly today: Date; readonly users: readonly SandboxUser[] },
): void {
	const sower = new Sower(database, today);
	const people = seedCore(sower, users);
	const dictionaries = seedDictionaries(sower);
	seedCustomFields(sower);
	const products = seedProducts(sower);
	const crm = seedCrm(sower, { people, dictionaries });
	const projects = seedProjects(sower, { people, crm });
	const tasks = seedTasks(sower, { people, crm, projects });
	seedAgile(sower, { people });
	seedFinance(sower, { people, crm, projects, products });
	seedTime(sower, { people, tasks });
}
