using static Emergency.Domain.Decision;

namespace Emergency.Domain.Links;

/// <summary>Link (kind "link", key = its id) with which somebody without an account can do one act on one thing, until its end. To open it
/// one needs the address and a code that came another way. Only the hashes of both are kept.</summary>
/// <param name="Thing">Id of the thing: a care case, a report.</param>
/// <param name="Wrong">Number of wrong codes so far.</param>
public sealed record Link(
    LinkStage Stage,
    LinkPurpose Purpose,
    Guid Thing,
    string Community,
    string Secret,
    string Code,
    DateTimeOffset Until,
    int Wrong
)
{
    public static readonly Code Unknown = new("link.unknown"),
        Taken = new("link.taken"),
        Expired = new("link.expired"),
        Withdrawn = new("link.withdrawn"),
        Used = new("link.used"),
        Locked = new("link.locked");
    public static readonly Link None = new(LinkStage.None, default, default, "", "", "", default, 0);

    /// <summary>Building, where the link shows one of an incident.</summary>
    public LinkedBuilding? Building { get; init; }

    /// <summary>True when it was opened before.</summary>
    public bool Opened { get; init; }

    /// <summary>Wrong codes in a row after which it is locked.</summary>
    public const int Tries = 5;

    public static Decision Decide(Link state, Command command) =>
        command switch
        {
            MakeLink c when state.Stage == LinkStage.None => new LinkMade(
                c.Purpose,
                c.Thing,
                c.Community,
                c.Secret,
                c.Code,
                c.At + Term(c),
                c.By,
                c.At,
                c.Building
            ),
            MakeLink c => c.Secret == state.Secret && c.Code == state.Code ? Nothing : Reject(Taken),
            LinkCommand when state.Stage == LinkStage.None => Reject(Unknown),
            // A link on a poster has no code that could be guessed or locked.
            TryLink or UseLink when state.Purpose == LinkPurpose.HazardReport => Reject(Unknown),
            WithdrawLink c => state.Stage is LinkStage.Withdrawn or LinkStage.Used ? Nothing : new LinkWithdrawn(c.By, c.At),
            TryLink c => Against(state, c.Secret, c.At) is { } no ? Reject(no)
            : c.Code != state.Code ? new LinkMissed(c.At)
            // The commander at the building opens the link again and again: only the first opening is recorded.
            : state is { Purpose: LinkPurpose.DoorsShown, Opened: true, Wrong: 0 } ? Nothing
            : new LinkOpened(c.At),
            UseLink c => state.Stage == LinkStage.Used && c.Secret == state.Secret ? Nothing
            : Against(state, c.Secret, c.At) is { } no ? Reject(no)
            : c.Code == state.Code ? new LinkUsed(c.At)
            : new LinkMissed(c.At),
            _ => throw new Unforeseen(command),
        };

    private static TimeSpan Term(MakeLink c) =>
        c.Purpose switch
        {
            LinkPurpose.CareAccept or LinkPurpose.HarmPolice or LinkPurpose.HarmCivilAffairs or LinkPurpose.HarmEducation => c.InForce.Time(
                Deadlines.CareLink,
                c.Community
            ),
            LinkPurpose.HazardReport => c.InForce.Time(Deadlines.ReportLink, c.Community),
            LinkPurpose.PartyAsks or LinkPurpose.HazardOwner => c.InForce.Time(Deadlines.PartyLink, c.Community),
            LinkPurpose.DoorsShown => c.InForce.Time(Deadlines.DoorsLink, c.Community),
            _ => throw new Unforeseen(c),
        };

    // Without the whole address a link is reported as unknown, even if it exists.
    private static Code? Against(Link state, string secret, DateTimeOffset at) =>
        secret != state.Secret
            ? Unknown
            : state.Stage switch
            {
                LinkStage.Withdrawn => Withdrawn,
                LinkStage.Used => Used,
                LinkStage.Locked => Locked,
                _ => at >= state.Until ? Expired : null,
            };

    public static Link Evolve(Link state, Event happened) =>
        happened switch
        {
            LinkMade e => new(LinkStage.Open, e.Purpose, e.Thing, e.Community, e.Secret, e.Code, e.Until, 0) { Building = e.Building },
            LinkOpened => state with { Wrong = 0, Opened = true },
            LinkMissed when state.Wrong + 1 >= Tries => state with { Wrong = state.Wrong + 1, Stage = LinkStage.Locked },
            LinkMissed => state with { Wrong = state.Wrong + 1 },
            LinkUsed => state with { Stage = LinkStage.Used },
            LinkWithdrawn => state with { Stage = LinkStage.Withdrawn },
            _ => throw new Unforeseen(happened),
        };
}

public enum LinkStage
{
    None,
    Open,
    Used,
    Withdrawn,
    Locked,
}

/// <summary>Purpose of a link: a receiver accepts a person in care; police, civil affairs or education answer a report of suspected harm
/// (未保法 11); anybody reports a hazard by a poster; a party of a community answers a request; the commander at a fire sees the doors of one
/// building behind which people remain; the owner of a hazard reports it mended. A new purpose needs a line here, one for its term, and an
/// account responsible for it.</summary>
public enum LinkPurpose
{
    CareAccept,
    HarmPolice,
    HarmCivilAffairs,
    HarmEducation,
    HazardReport,
    PartyAsks,
    DoorsShown,
    HazardOwner,
}

/// <summary>Building of the incident that a link shows, as the register names it.</summary>
/// <param name="Grid">Null where its doors belong to no grid.</param>
public sealed record LinkedBuilding(string? Grid, string Name);

public abstract record LinkCommand : Command;

/// <param name="Secret">SHA-256 of the secret in the address.</param>
/// <param name="Code">SHA-256 of secret and code together: without the address guessing is useless.</param>
public sealed record MakeLink(
    LinkPurpose Purpose,
    Guid Thing,
    string Community,
    string Secret,
    string Code,
    By By,
    DateTimeOffset At,
    LinkedBuilding? Building = null
) : LinkCommand;

public sealed record TryLink(string Secret, string Code, DateTimeOffset At) : LinkCommand;

/// <summary>Ends the link once its act is done: it opens no more.</summary>
public sealed record UseLink(string Secret, string Code, DateTimeOffset At) : LinkCommand;

/// <param name="By">Null where the matter of the link is over.</param>
public sealed record WithdrawLink(By? By, DateTimeOffset At) : LinkCommand;

public abstract record LinkEvent : Event;

[Stored("link.made.v1")]
public sealed record LinkMade(
    LinkPurpose Purpose,
    Guid Thing,
    string Community,
    string Secret,
    string Code,
    DateTimeOffset Until,
    By By,
    DateTimeOffset At,
    LinkedBuilding? Building = null
) : LinkEvent;

[Stored("link.opened.v1")]
public sealed record LinkOpened(DateTimeOffset At) : LinkEvent;

[Stored("link.missed.v1")]
public sealed record LinkMissed(DateTimeOffset At) : LinkEvent;

[Stored("link.used.v1")]
public sealed record LinkUsed(DateTimeOffset At) : LinkEvent;

[Stored("link.withdrawn.v1")]
public sealed record LinkWithdrawn(By? By, DateTimeOffset At) : LinkEvent;
