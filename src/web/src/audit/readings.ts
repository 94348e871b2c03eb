/** So many readings come at once. */
export const mostItems = 200
