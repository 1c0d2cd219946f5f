import { inOneWindow } from '../e2e/driver/inOneWindow';
import { accountsMenu, asker } from '../e2e/journeys/accountsMenu';
import { dialect } from '../e2e/journeys/dialect';
import { editingAids } from '../e2e/journeys/editingAids';
import { environments } from '../e2e/journeys/environments';
import { links } from '../e2e/journeys/links';
import { httpLanguage, otherLanguage } from '../e2e/journeys/otherLanguage';

inOneWindow(
	'editing, and what reaches us from outside, in a window',
	[editingAids, dialect, links, otherLanguage, accountsMenu, environments],
	{ extensions: [asker, httpLanguage], settings: { 'flowlu.requestsPerSecond': 20 } },
);
