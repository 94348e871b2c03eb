namespace Emergency.Domain;

/// <summary>An event after which keys are destroyed for good: nobody reads again what was sealed under them.</summary>
public interface IErasure
{
    /// <summary>Person or thing whose record is destroyed; a subject without a UUID is named by the UUID of its key.</summary>
    Guid Subject { get; }
    ListOf<Guid> Keys { get; }
    DateTimeOffset At { get; }
}
