/** True when this browser offers passkeys here: only over https under a host name, or on localhost. */
export const canPasskey = () => isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)
