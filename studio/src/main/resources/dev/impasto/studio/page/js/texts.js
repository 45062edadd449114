/** The page's words, in one table for each language. */
import { texts as en } from '/page/texts/en.js';
import { texts as de } from '/page/texts/de.js';
import { settings as settingsDe } from '/page/texts/de-settings.js';

const tables = { en, de };
const settingTables = { de: settingsDe };
let language = navigator.language.startsWith('de') ? 'de' : 'en';

/** The languages by what they call themselves. */
export const languages = { en: 'English', de: 'Deutsch' };

/** @returns {string} the present language */
export function currentLanguage() {
  return language;
}

/**
 * Chooses a language and puts its words in place.
 * @param {string} wanted
 */
export function setLanguage(wanted) {
  language = tables[wanted] ? wanted : 'en';
  document.documentElement.lang = language;
  translate(document);
}

/**
 * @param {string} key of a text
 * @param {Object<string, *>} [values] for the names in braces
 * @returns {string}
 */
export function t(key, values = {}) {
  const text = tables[language][key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

/**
 * Puts words where elements ask for them.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll('[data-text]')) {
    element.textContent = t(element.dataset.text);
  }
  for (const element of root.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', t(element.dataset.label));
  }
  for (const element of root.querySelectorAll('[data-placeholder]')) {
    element.placeholder = t(element.dataset.placeholder);
  }
}

/**
 * What a setting does, in the present language where that is known.
 * @param {{name: string, help: string}} setting
 */
export function helpOf(setting) {
  return settingTables[language]?.[setting.name] ?? setting.help;
}

/**
 * A heading of settings.
 * @param {string} section as the server has it
 */
export function sectionOf(section) {
  return settingTables[language]?.[`section:${section}`] ?? section;
}

/**
 * A time in words.
 * @param {number} seconds
 */
export function duration(seconds) {
  const all = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(all / 60);
  if (minutes >= 60) {
    return t('hoursMinutes', { h: Math.floor(minutes / 60), m: minutes % 60 });
  }
  return minutes > 0
    ? t('minutesSeconds', { m: minutes, s: all % 60 })
    : t('seconds', { s: all });
}

/**
 * A number as the language writes it.
 * @param {number} value
 * @param {number} digits
 */
export function number(value, digits = 0) {
  return value.toLocaleString(language, { maximumFractionDigits: digits });
}
