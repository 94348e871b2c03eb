namespace Emergency.Domain;

/// <summary>An event after which keys are destroyed for good: nobody reads again what was sealed under them.</summary>
public interface IErasure
{
    /// <summary>Whom or what it is about; what is not a UUID itself is known by its key's.</summary>
    Guid Subject { get; }
    ListOf<Guid> Keys { get; }
    DateTimeOffset At { get; }
}
