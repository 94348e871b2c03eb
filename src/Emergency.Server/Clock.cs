namespace Emergency.Server;

/// <summary>The only clock: what time it is in a realm, and the only source of ids that nobody retries. Instants are UTC.</summary>
public sealed class Clock(TimeProvider time)
{
    /// <summary>The time in a realm. Throws <see cref="ArgumentOutOfRangeException"/> where there is no such realm: the edge has answered 404 by then.</summary>
    public DateTimeOffset Now(string realm) => realm == Entities.Live ? time.GetUtcNow() : throw new ArgumentOutOfRangeException(nameof(realm), realm, "no such realm");

    /// <summary>UUIDv7, for what no retry must find again.</summary>
    public Guid NewId() => Guid.CreateVersion7(time.GetUtcNow());
}
