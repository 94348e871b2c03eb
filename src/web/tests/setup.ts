// Tests without a page have no language.
if (typeof location !== 'undefined') await import('./speaking')

export {}
