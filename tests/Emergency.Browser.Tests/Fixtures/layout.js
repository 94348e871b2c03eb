// Faults of a page's layout, one line each: parts off the screen, cut parts, controls too small for a finger.
// least: the least height and width of a control, CSS pixels; 0 allows any size.
;(least) => {
  const faults = []
  const wide = document.documentElement.clientWidth
  const name = (one) => {
    const own = (one.id ? `#${one.id}` : '') + (typeof one.className === 'string' ? one.className : '').replace(/(^|\s+)(?=\S)/g, '.')
    return `${one.tagName.toLowerCase()}${own} "${(one.getAttribute('aria-label') ?? one.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`
  }
  const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && one.getClientRects().length > 0
  const style = (one) => getComputedStyle(one)
  // Asked of every element on the page, so the answers for its ancestors are kept.
  const kept = (of) => {
    const known = new Map()
    const ask = (one) => {
      if (!one) return false
      if (!known.has(one)) known.set(one, of(one, ask))
      return known.get(one)
    }
    return ask
  }
  // Texts for screen readers alone, and parts clipped on purpose, can lie anywhere.
  const unseen = kept(
    (one, ask) => one.getAttribute('aria-hidden') === 'true' || style(one).clipPath !== 'none' || one.matches('svg *') || ask(one.parentElement),
  )
  const scrolls = (value) => value === 'auto' || value === 'scroll'
  const scroller = kept((one, ask) => one !== document.body && (scrolls(style(one).overflowX) || style(one).overflowX === 'hidden' || ask(one.parentElement)))
  const inScroller = (one) => scroller(one.parentElement)
  const mapped = (one) => one.closest('.ol-viewport, canvas, [data-map]') !== null

  if (document.documentElement.scrollWidth > wide + 1) faults.push(`the page is ${document.documentElement.scrollWidth} wide on ${wide}`)
  for (const one of document.body.querySelectorAll('*')) {
    if (!shown(one) || unseen(one) || mapped(one)) continue
    const box = one.getBoundingClientRect()
    if ((box.right > wide + 1 || box.left < -1) && !inScroller(one)) faults.push(`off the screen ${Math.round(box.left)}–${Math.round(box.right)}: ${name(one)}`)
    const { overflowX, overflowY, textOverflow } = style(one)
    const text = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    if (text && one.scrollWidth > one.clientWidth + 1 && overflowX !== 'visible' && !scrolls(overflowX) && one.clientWidth > 0) {
      const told = one.closest('[title], [aria-label]')
      if (textOverflow !== 'ellipsis') faults.push(`cut: ${name(one)}`)
      else if (!told && !one.matches('input, select')) faults.push(`ends in dots and nowhere says its whole: ${name(one)}`)
    }
    if (text && overflowY === 'hidden' && one.clientHeight > 0 && one.scrollHeight > one.clientHeight + 4) {
      // Text cut after some lines with dots: a title or label holds the whole.
      const dots = style(one).webkitLineClamp !== 'none' && one.closest('[title], [aria-label]')
      if (!dots) faults.push(`cut below: ${name(one)}`)
    }
    // A word wider than its cell of a table is printed over the next cell.
    if (one.matches('td, th, [role=cell], [role=gridcell], [role=rowheader], [role=columnheader]') && overflowX === 'visible') {
      if (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1) faults.push(`printed over the next cell: ${name(one)}`)
    }
    if (!least || !one.matches('button, a[href], select, input, textarea, summary, [role=tab]') || one.disabled) continue
    // In a running sentence a link is as high as its line; a box with its own label is as large as both.
    const area = one.matches('input[type=checkbox], input[type=radio]') ? (one.closest('label') ?? one).getBoundingClientRect() : box
    if (one.matches('a[href]') && style(one).display === 'inline') continue
    if (area.height < least - 0.5 || area.width < least - 0.5) faults.push(`${Math.round(area.width)} × ${Math.round(area.height)} for a finger: ${name(one)}`)
  }
  return [...new Set(faults)].slice(0, 40)
}
