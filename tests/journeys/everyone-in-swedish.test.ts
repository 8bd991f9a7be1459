import { everyViewIn } from './everyone.ts';

everyViewIn('sv');
