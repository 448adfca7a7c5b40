/** K7WPM3HX → K7WP-M3HX: four and four can be kept in the head. */
export const spelled = (code: string): string => (/^[0-9A-Z]{8}$/.test(code) ? `${code.slice(0, 4)}-${code.slice(4)}` : code);
