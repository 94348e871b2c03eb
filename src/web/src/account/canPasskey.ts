/** Whether this browser has passkeys here: only over https under a host name, or on this machine itself. */
export const canPasskey = () => isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|:/.test(location.hostname)
