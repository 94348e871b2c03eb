// What is tested without a page has no language.
if (typeof location !== 'undefined') await import('./speaking')

export {}
