// Opens each shown menu of the desks' head, checks the head for faults, and closes it again. A covered button, or one that leaves its
// menu open, is a fault too.
// asked: returns the faults of the head, one line each, once it is drawn.
;async (asked) => {
  const faults = await asked()
  const drawn = () => new Promise((done) => requestAnimationFrame(done))
  for (const menu of document.querySelectorAll('header.top .fold > .opens')) {
    const box = menu.getBoundingClientRect()
    if (!box.width || !box.height || !menu.checkVisibility({ visibilityProperty: true })) continue
    const name = menu.getAttribute('aria-label')
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
    if (!menu.contains(there)) faults.push(`${name} cannot be pressed: over it lies ${there?.tagName}.${there?.className}`)
    menu.click()
    await drawn()
    if (menu.getAttribute('aria-expanded') !== 'true') faults.push(`${name} does not open`)
    for (const fault of await asked()) faults.push(`${name} is open: ${fault}`)
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    await drawn()
    if (menu.getAttribute('aria-expanded') !== 'false') faults.push(`${name} stays open`)
  }
  return faults
}
