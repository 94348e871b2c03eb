using System.Collections.Immutable;

namespace Emergency.Domain.Parties;

/// <summary>Organisation that takes part in a community (kind "party", key = its id): a property company, an owners' committee, a unit that
/// resides there … entered → asked → ended. Requests to it and its answers stay as evidence: its duty must not be pushed onto the committee
/// (太原 31(4)).</summary>
/// <param name="Revision">Number of times its record was written; a correction names the revision it was based on.</param>
/// <param name="LastDay">Last day of a party that has ended.</param>
public sealed partial record Party(PartyFacts? Facts, int Revision, DateOnly? LastDay, ImmutableDictionary<PartyAskId, PartyAsk> Asks)
{
    public static readonly Code Unknown = new("party.unknown"),
        Taken = new("party.taken"),
        Changed = new("party.changed-meanwhile"),
        Over = new("party.over"),
        Holds = new("party.holds-asks"),
        BadTerm = new("party.bad-term"),
        UnknownAsk = new("party.unknown-ask"),
        Answered = new("party.answered"),
        NoReason = new("party.no-reason"),
        PastDue = new("party.past-due"),
        HasAccount = new("party.has-account");
    public static readonly Party None = new(null, 0, null, ImmutableDictionary<PartyAskId, PartyAsk>.Empty);

    /// <summary>Tells whether it serves its community on a day; the last day of its term counts.</summary>
    public bool Serves(DateOnly day) => Facts is { } facts && facts.From <= day && !(facts.Until < day) && !(LastDay < day);

    /// <summary>Account that signs in for it; null where it has only its link.</summary>
    public AccountId? Account { get; init; }

    /// <summary>Requests it has neither done nor refused.</summary>
    public IEnumerable<PartyAsk> Open => Asks.Values.Where(ask => ask.Stage is AskStage.Asked or AskStage.Accepted);
}

/// <summary>物业服务企业 业主委员会 驻区单位 志愿服务组织 快递外卖站点 卫生室 学校.</summary>
public enum PartyKind
{
    PropertyCompany,
    OwnersCommittee,
    ResidentUnit,
    VolunteerBody,
    CourierStation,
    Clinic,
    School,
}

/// <param name="Name">Name of the organisation; set only in records stored before <see cref="SealedName"/> existed.</param>
/// <param name="Estates">Names of the estates (小区) it serves.</param>
/// <param name="Buildings">Buildings it serves besides those of its estates.</param>
/// <param name="Until">Last day of its contract or term; null where none is set.</param>
/// <param name="Contact">Person responsible for it, sealed under the party's key.</param>
/// <param name="SealedName">Name of the organisation, which can be a person's, sealed under the party's key.</param>
public sealed record PartyFacts(
    string Community,
    PartyKind Kind,
    string Name,
    ListOf<string> Estates,
    ListOf<string> Buildings,
    DateOnly From,
    DateOnly? Until,
    Sealed Contact,
    Sealed? SealedName = null
);

/// <summary>Request to a party. <paramref name="Duty"/>: code of the duty it rests on (<see cref="PartyDuty"/>); null where it rests on
/// none.</summary>
/// <param name="Text">Text, sealed under the party's key, as are reason and note.</param>
public sealed record PartyAsk(
    PartyAskId Id,
    Sealed Text,
    string? Duty,
    IncidentId? Incident,
    DateTimeOffset Due,
    AskStage Stage,
    bool Late,
    DateTimeOffset AskedAt
)
{
    /// <summary>Reason of a refusal or withdrawal, or a note of the work done.</summary>
    public Sealed? Words { get; init; }
    public AskHeard? Heard { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Time at which it was refused, done or withdrawn.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}

public enum AskStage
{
    Asked,
    Accepted,
    Refused,
    Done,
    Withdrawn,
}

/// <summary>Way in which the answer came: by the party's own link, told to the desk that wrote it down, or by the party's own
/// account.</summary>
public enum AskHeard
{
    Link,
    Desk,
    Account,
}

public abstract record PartyCommand : Command;

public sealed record EnterParty(PartyFacts Facts, By By, DateTimeOffset At) : PartyCommand;

/// <param name="Seen">Revision on which the correction was based.</param>
public sealed record CorrectParty(PartyFacts Facts, int Seen, By By, DateTimeOffset At) : PartyCommand;

/// <summary>Ends the party's service. A party with open requests does not end before they are answered or withdrawn.</summary>
public sealed record EndParty(DateOnly LastDay, Sealed? Why, By By, DateTimeOffset At) : PartyCommand;

/// <summary>Gives it an account to sign in with. It has one at a time: another can be given once the first was taken back.</summary>
public sealed record GivePartyAccount(AccountId Account, By By, DateTimeOffset At) : PartyCommand;

public sealed record WithdrawPartyAccount(By By, DateTimeOffset At) : PartyCommand;

public sealed record AskParty(PartyAskId Ask, Sealed Text, string? Duty, IncidentId? Incident, DateTimeOffset Due, By By, DateTimeOffset At)
    : PartyCommand;

/// <summary>Answer to one request; <paramref name="By"/> is null where it came by the link, and the party itself where it came by its
/// account.</summary>
public abstract record PartyAnswer(PartyAskId Ask, By? By, DateTimeOffset At) : PartyCommand;

public sealed record AcceptAsk(PartyAskId Ask, By? By, DateTimeOffset At) : PartyAnswer(Ask, By, At);

/// <summary>Refuses a request; a refusal must have a reason.</summary>
public sealed record RefuseAsk(PartyAskId Ask, Sealed? Reason, By? By, DateTimeOffset At) : PartyAnswer(Ask, By, At);

public sealed record FinishAsk(PartyAskId Ask, Sealed? Note, By? By, DateTimeOffset At) : PartyAnswer(Ask, By, At);

public sealed record WithdrawAsk(PartyAskId Ask, Sealed? Why, By By, DateTimeOffset At) : PartyAnswer(Ask, By, At);

public abstract record PartyEvent : Event;

[Stored("party.entered.v1")]
public sealed record PartyEntered(PartyFacts Facts, By By, DateTimeOffset At) : PartyEvent;

[Stored("party.corrected.v1")]
public sealed record PartyCorrected(PartyFacts Facts, By By, DateTimeOffset At) : PartyEvent;

[Stored("party.ended.v1")]
public sealed record PartyEnded(DateOnly LastDay, Sealed? Why, By By, DateTimeOffset At) : PartyEvent;

[Stored("party.account-given.v1")]
public sealed record PartyAccountGiven(AccountId Account, By By, DateTimeOffset At) : PartyEvent;

[Stored("party.account-withdrawn.v1")]
public sealed record PartyAccountWithdrawn(AccountId Account, By By, DateTimeOffset At) : PartyEvent;

/// <summary>Event of one request; each request has a due time of its own.</summary>
public abstract record PartyAskEvent(PartyAskId Ask, DateTimeOffset At) : PartyEvent;

[Stored("party.asked.v1")]
public sealed record PartyAsked(
    PartyAskId Ask,
    Sealed Text,
    string? Duty,
    IncidentId? Incident,
    DateTimeOffset DueAt,
    By By,
    DateTimeOffset At
) : PartyAskEvent(Ask, At), ISetsDue
{
    string ISetsDue.DueOf => $"ask.{Ask}";
    DateTimeOffset? ISetsDue.Due => DueAt;
}

[Stored("party.ask-late.v1")]
public sealed record PartyAskLate(PartyAskId Ask, DateTimeOffset At) : PartyAskEvent(Ask, At), ISetsDue
{
    string ISetsDue.DueOf => $"ask.{Ask}";
    DateTimeOffset? ISetsDue.Due => null;
}

[Stored("party.ask-accepted.v1")]
public sealed record PartyAskAccepted(PartyAskId Ask, AskHeard Heard, By? By, DateTimeOffset At) : PartyAskEvent(Ask, At);

[Stored("party.ask-refused.v1")]
public sealed record PartyAskRefused(PartyAskId Ask, Sealed Reason, AskHeard Heard, By? By, DateTimeOffset At)
    : PartyAskEvent(Ask, At),
        ISetsDue
{
    string ISetsDue.DueOf => $"ask.{Ask}";
    DateTimeOffset? ISetsDue.Due => null;
}

[Stored("party.ask-done.v1")]
public sealed record PartyAskDone(PartyAskId Ask, Sealed? Note, AskHeard Heard, By? By, DateTimeOffset At)
    : PartyAskEvent(Ask, At),
        ISetsDue
{
    string ISetsDue.DueOf => $"ask.{Ask}";
    DateTimeOffset? ISetsDue.Due => null;
}

[Stored("party.ask-withdrawn.v1")]
public sealed record PartyAskWithdrawn(PartyAskId Ask, Sealed? Why, By By, DateTimeOffset At) : PartyAskEvent(Ask, At), ISetsDue
{
    string ISetsDue.DueOf => $"ask.{Ask}";
    DateTimeOffset? ISetsDue.Due => null;
}
