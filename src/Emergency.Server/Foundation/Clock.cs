namespace Emergency.Server.Foundation;

/// <summary>The only clock: what time it is in a realm, and the only source of ids that nobody retries. Instants are UTC.</summary>
internal sealed class Clock(TimeProvider time, Realms realms)
{
    /// <summary>The time in a realm; a drill's has its own speed and stands while the drill is paused. Throws <see cref="InvalidOperationException"/> where there is no such realm: the edge has answered 404 by then.</summary>
    public DateTimeOffset Now(string realm) => realms.Now(realm, time.GetUtcNow());

    /// <summary>UUIDv7, for what no retry must find again.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
