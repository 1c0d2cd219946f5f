import { inOneWindow } from '../e2e/driver/inOneWindow';
import { lasting } from '../e2e/journeys/lasting';
import { firstLink } from '../e2e/journeys/links';

inOneWindow('what outlives a window, and a link that begins one', [lasting, firstLink]);
