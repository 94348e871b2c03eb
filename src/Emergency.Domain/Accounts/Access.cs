using System.Collections.Immutable;

namespace Emergency.Domain.Accounts;

/// <summary>Who read personal data in clear (kind "audit", key = day and county). Written before the value leaves; what was read is named by id only.</summary>
public sealed partial record AccessLog(int Entries)
{
    public static readonly AccessLog None = new(0);
    public ImmutableHashSet<AccessId> Known { get; init; } = [];
}

/// <summary>What was opened, or destroyed.</summary>
public enum AccessPurpose { Doors, OpenedList, Reveal, Care, Print, Handover, Timeline, Erase, Import }

public abstract record AccessCommand : Command;
/// <param name="Reason">Why, sealed under the incident's key; null where the purpose is the whole reason.</param>
/// <param name="Approval">How a minor's record was allowed ("standing" or "incident"); null where no minor was shown by name.</param>
public sealed record RecordAccess(AccessId Access, AccessPurpose Purpose, IncidentId? Incident, string Community, ListOf<PersonId> Persons, Sealed? Reason, string? Approval, By By, DateTimeOffset At) : AccessCommand;

public abstract record AccessEvent : Event;
public sealed record AccessRecorded(AccessId Access, AccessPurpose Purpose, IncidentId? Incident, string Community, ListOf<PersonId> Persons, Sealed? Reason, string? Approval, By By, DateTimeOffset At) : AccessEvent;

public sealed partial record AccessLog
{
    public static Decision Decide(AccessLog state, Command command) => command switch
    {
        RecordAccess c when state.Known.Contains(c.Access) => Decision.Nothing,
        RecordAccess c => new AccessRecorded(c.Access, c.Purpose, c.Incident, c.Community, c.Persons, c.Reason, c.Approval, c.By, c.At),
        _ => throw new Unforeseen(command),
    };

    public static AccessLog Evolve(AccessLog state, Event happened) => happened switch
    {
        AccessRecorded e => state with { Entries = state.Entries + 1, Known = state.Known.Add(e.Access) },
        _ => throw new Unforeseen(happened),
    };
}
