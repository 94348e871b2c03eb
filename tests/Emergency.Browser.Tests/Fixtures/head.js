// Faults of the one head of the desks, one line each: parts off the screen, over something else or cut, and menus that open off the screen.
;(least) => {
  const faults = []
  const head = document.querySelector('header.top')
  const wide = document.documentElement.clientWidth
  const named = (one) => `${one.tagName.toLowerCase()}.${String(one.className).replaceAll(' ', '.')} "${(one.getAttribute('aria-label') ?? one.textContent).trim().slice(0, 30)}"`
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0
  const hidden = (one) => one.closest('.fold:not(.open) > .inside') && !seen(one)
  const unseen = (one) => {
    for (let at = one; at !== head.parentElement; at = at.parentElement) if (getComputedStyle(at).clipPath !== 'none') return true
    return false
  }
  const bar = head.getBoundingClientRect()
  if (bar.left < -1 || bar.right > wide + 1) faults.push(`the head is ${Math.round(bar.left)}–${Math.round(bar.right)} on ${wide}`)
  const leaves = [...head.querySelectorAll('*')].filter((one) => {
    const says = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
    return (says || one.matches('button, a, svg')) && !one.parentElement.closest('svg') && !hidden(one) && seen(one) && !unseen(one)
  })
  for (const one of leaves) {
    const box = one.getBoundingClientRect()
    if (box.left < bar.left - 1 || box.right > bar.right + 1) faults.push(`beside the head ${Math.round(box.left)}–${Math.round(box.right)}: ${named(one)}`)
    if (!one.closest('.fold.open > .inside') && (box.top < bar.top - 1 || box.bottom > bar.bottom + 1)) faults.push(`above or below the head: ${named(one)}`)
    if (getComputedStyle(one).overflowX !== 'visible' && one.scrollWidth > one.clientWidth + 1 && !one.closest('[title], [aria-label]')) faults.push(`cut: ${named(one)}`)
    if (least && one.matches('button, a') && (box.width < least || box.height < least)) faults.push(`${Math.round(box.width)} × ${Math.round(box.height)}: ${named(one)}`)
    for (const other of leaves) {
      if (one === other || one.contains(other) || other.contains(one) || one.compareDocumentPosition(other) & 2) continue
      if (Boolean(one.closest('.fold.open > .inside')) !== Boolean(other.closest('.fold.open > .inside'))) continue
      const by = other.getBoundingClientRect()
      const [across, down] = [Math.min(box.right, by.right) - Math.max(box.left, by.left), Math.min(box.bottom, by.bottom) - Math.max(box.top, by.top)]
      if (across > 2 && down > 2) faults.push(`over each other: ${named(one)} and ${named(other)}`)
    }
  }
  for (const menu of head.querySelectorAll('.fold.open > .inside')) {
    const box = menu.getBoundingClientRect()
    if (box.left < -1 || box.right > wide + 1 || box.bottom > innerHeight + 1) faults.push(`a menu lies at ${[box.left, box.right, box.bottom].map(Math.round)} of ${wide} × ${innerHeight}`)
  }
  return [...new Set(faults)].slice(0, 20)
}
