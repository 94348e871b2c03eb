using System.Collections.Immutable;

namespace Emergency.Domain.Accounts;

/// <summary>Log of personal data shown in clear (kind "audit", key = day and county). An entry is written before the value leaves; it names
/// the data by id only.</summary>
public sealed partial record AccessLog(int Entries)
{
    public static readonly AccessLog None = new(0);
    public ImmutableHashSet<AccessId> Known { get; init; } = [];
}

/// <summary>Occasion on which data was opened, counted, taken away or destroyed. Area: counts of an area in an incident; Register: a page
/// of a register; Reason: the reason given for somebody else's access; Import: the report of a trial import; Search: a search for a person;
/// Standing: a list kept on a phone before anything happened; StandingOpened: that list opened on the phone.</summary>
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

/// <summary>Reason as a code, visible to anybody who can see the record: an incident, a visit, checking the register, care, asked for by
/// the person or the family, an inquiry, something else.</summary>
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

/// <summary>Field by which a person was searched for.</summary>
public enum SearchField
{
    Name,
    Phone,
    Door,
    IdNumber,
}

/// <summary>Search of a register: the fields searched, and the number found. Its words are the access's reason, sealed under the reader's
/// key.</summary>
public sealed record SearchTold(ListOf<SearchField> Fields, int Found);

public abstract record AccessCommand : Command;

/// <param name="Reason">Reason in words, sealed under the incident's key; null where the purpose is the whole reason.</param>
/// <param name="Approval">Ground on which a minor's record was opened ("standing" or "incident"); null where no minor was shown by
/// name.</param>
/// <param name="Code">Null where the purpose is reason enough.</param>
/// <param name="Of">Access whose reason was opened, or with which the opened list had been kept on the phone; null for all other
/// purposes.</param>
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
