import { ref } from 'vue'

/**
 * A picture for a report without an account, as base64: upright, without its metadata, and so small that the whole report stays within the
 * limit for strangers. @param most bytes of the file
 */
async function sheetPhoto(file: Blob, most = 180_000): Promise<string> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const canvas = document.createElement('canvas')
    for (let side = 1600; ; side *= 0.8) {
      const by = Math.min(1, side / Math.max(picture.width, picture.height))
      canvas.width = Math.max(1, Math.round(picture.width * by))
      canvas.height = Math.max(1, Math.round(picture.height * by))
      canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height)
      const text = canvas.toDataURL('image/jpeg', 0.85).split(',')[1]!
      if (text.length * 0.75 <= most || side < 200) return text
    }
  } finally {
    picture.close()
  }
}

/** The picture of a form for strangers: chosen in a field, held in its sent form ("" for none), or reported as unreadable. */
export function useSheetPhoto() {
  const [photo, unreadable] = [ref(''), ref(false)]
  async function take(event: Event) {
    const file = (event.target as HTMLInputElement).files?.[0]
    if (!file) return
    unreadable.value = false
    try {
      photo.value = await sheetPhoto(file)
    } catch {
      ;[photo.value, unreadable.value] = ['', true]
    }
  }
  return { photo, unreadable, take }
}
