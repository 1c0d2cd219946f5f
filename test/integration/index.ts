import { runSuite } from '../support/suite';

/** Called by VS Code, inside its extension host. */
export function run(): Promise<void> {
	return runSuite(__dirname);
}
