namespace Emergency.Server.Foundation;

/// <summary>
/// The only clock. It gives the time in a realm, and it is the only source of ids that no retry must find again. Instants are UTC.
/// </summary>
internal sealed class Clock(TimeProvider time, Realms realms)
{
    /// <summary>
    /// Current time in a realm. A drill's realm has its own speed, and its time stands still while the drill is paused. Throws
    /// <see cref="InvalidOperationException"/> for an unknown realm; the HTTP layer has answered 404 by then.
    /// </summary>
    public DateTimeOffset Now(string realm) => realms.Now(realm, time.GetUtcNow());

    /// <summary>Draws a UUIDv7, for things that no retry must find again.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
