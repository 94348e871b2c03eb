using System.Collections.Immutable;

namespace Emergency.Domain.Accounts;

/// <summary>Who read personal data in clear (kind "audit", key = day and county). Written before the value leaves; what was read is named by id only.</summary>
public sealed partial record AccessLog(int Entries)
{
    public static readonly AccessLog None = new(0);
    public ImmutableHashSet<AccessId> Known { get; init; } = [];
}

/// <summary>What was opened, counted, taken away or destroyed. Area: counts of an area in an incident; Register: a page of a register; Reason: why somebody else had read; Import: what a trial of a file told; Search: somebody was looked for; Standing: a list was kept on a phone before anything happened; StandingOpened: it was looked at there.</summary>
public enum AccessPurpose
{
    Doors,
    OpenedList,
    Reveal,
    Care,
    Print,
    Handover,
    Timeline,
    Erase,
    Area,
    Register,
    Accounts,
    Export,
    Reason,
    Import,
    Search,
    Standing,
    StandingOpened,
}

/// <summary>Why, as a code that anybody may see who may see the record: an incident, a visit, checking the register, care, asked for by the person or the family, an inquiry, something else.</summary>
public enum ReasonCode
{
    Incident,
    Visit,
    Check,
    Care,
    Requested,
    Inquiry,
    Other,
}

/// <summary>What a person was looked for by.</summary>
public enum SearchField
{
    Name,
    Phone,
    Door,
    IdNumber,
}

/// <summary>A search of a register: in which fields, and how many were found. The words are the reading's reason, sealed under the reader's key.</summary>
public sealed record SearchTold(ListOf<SearchField> Fields, int Found);

public abstract record AccessCommand : Command;

/// <param name="Reason">Why, sealed under the incident's key; null where the purpose is the whole reason.</param>
/// <param name="Approval">How a minor's record was allowed ("standing" or "incident"); null where no minor was shown by name.</param>
/// <param name="Code">Null where the purpose says it all.</param>
/// <param name="Of">The reading whose reason was opened, or by which the list that was looked at had been kept; null for all other purposes.</param>
/// <param name="Search">Null for all other purposes.</param>
public sealed record RecordAccess(
    AccessId Access,
    AccessPurpose Purpose,
    IncidentId? Incident,
    string Community,
    ListOf<PersonId> Persons,
    Sealed? Reason,
    string? Approval,
    By By,
    DateTimeOffset At,
    ReasonCode? Code = null,
    AccessId? Of = null,
    SearchTold? Search = null
) : AccessCommand;

public abstract record AccessEvent : Event;

[Stored("audit.access-recorded.v1")]
public sealed record AccessRecorded(
    AccessId Access,
    AccessPurpose Purpose,
    IncidentId? Incident,
    string Community,
    ListOf<PersonId> Persons,
    Sealed? Reason,
    string? Approval,
    By By,
    DateTimeOffset At,
    ReasonCode? Code = null,
    AccessId? Of = null,
    SearchTold? Search = null
) : AccessEvent;

public sealed partial record AccessLog
{
    public static Decision Decide(AccessLog state, Command command) =>
        command switch
        {
            RecordAccess c when state.Known.Contains(c.Access) => Decision.Nothing,
            RecordAccess c => new AccessRecorded(
                c.Access,
                c.Purpose,
                c.Incident,
                c.Community,
                c.Persons,
                c.Reason,
                c.Approval,
                c.By,
                c.At,
                c.Code,
                c.Of,
                c.Search
            ),
            _ => throw new Unforeseen(command),
        };

    public static AccessLog Evolve(AccessLog state, Event happened) =>
        happened switch
        {
            AccessRecorded e => state with { Entries = state.Entries + 1, Known = state.Known.Add(e.Access) },
            _ => throw new Unforeseen(happened),
        };
}
