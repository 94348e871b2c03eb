/** The register's name for a street of the city, other than a town or township. */
export const cityStreet = '街道'

/** 义阳社区居民委员会 is 义阳社区 on a map; 三里店社区居民委员会（老城街道）, which is there twice, is 三里店社区（老城街道）. */
export const shortName = (name: string) => name.replace(/(居民|村民)委员会(?=（|$)/, '')

/** The name without the street that tells it from its namesakes. */
export const bareName = (name: string) => name.replace(/（[^（）]*）$/, '')
