/** How the register calls a street of the city, other than a town or township. */
export const cityStreet = '街道'

/** 义阳社区居民委员会 is 义阳社区 on a map. */
export const shortName = (name: string) => name.replace(/(居民|村民)委员会$/, '')
