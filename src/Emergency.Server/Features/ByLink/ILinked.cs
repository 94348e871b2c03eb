using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.ByLink;

/// <summary>A noun that lets somebody without an account do one thing offers this; nothing here knows the noun.</summary>
internal interface ILinked
{
    LinkPurpose Purpose { get; }

    /// <summary>Who makes such links, and reads which were made.</summary>
    Permission Makes { get; }

    /// <summary>What may be done by it.</summary>
    IReadOnlyList<LinkAct> Acts { get; }

    /// <summary>What the link shows; null where what it was for is over. Door and need, never a name.</summary>
    LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now);

    /// <summary>Does the act; the position, or why not.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop);

    /// <summary>As <see cref="Do(LinkKnown, LinkAct, string?, DateTimeOffset, CancellationToken)"/>, for a link under which several things are asked: which of them.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, Guid? item, string? words, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, words, now, stop);

    /// <summary>The same with a picture, base64, for what can be shown.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, Guid? item, string? words, string? photo, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, item, words, now, stop);

    /// <summary>Whether the link opens no more once this is done.</summary>
    bool Ends(LinkAct act);
}

/// <summary>我接收 (已收到) 换个时间 接不了 (不受理) 受理 转给别的部门 查了没有 办完了.</summary>
internal enum LinkAct
{
    Accept,
    OtherTime,
    Decline,
    TakeUp,
    PassOn,
    Unfounded,
    Finish,
}

/// <summary>What whoever opens a link is shown. No name stands in it.</summary>
/// <param name="Community">Whose committee asks.</param>
/// <param name="No">The number by which the committee knows the thing.</param>
/// <param name="As">As whom one is asked: the way out of a care case, the receiver of a report.</param>
/// <param name="Know">What is to be known, line by line.</param>
/// <param name="Phone">Whom to ring there.</param>
/// <param name="Done">Already accepted.</param>
/// <param name="Acts">What may be done now.</param>
internal sealed record LinkContent(
    LinkPurpose Purpose,
    string Community,
    string No,
    DateTimeOffset Until,
    bool? Minor,
    int? Age,
    string? As,
    string? Where,
    DateTimeOffset? When,
    ListOf<string> Know,
    string? Phone,
    bool Done,
    ListOf<LinkAct> Acts
)
{
    /// <summary>Where several things are asked under one link, each of them.</summary>
    public ListOf<LinkAsk> Asks { get; init; } = [];

    /// <summary>What the law in force asks of whoever opens it, by article.</summary>
    public ListOf<LinkDuty> Duties { get; init; } = [];

    /// <summary>Of an incident: the doors of one building.</summary>
    public LinkDoors? Doors { get; init; }

    /// <summary>What is to be mended.</summary>
    public LinkHazard? Hazard { get; init; }
}

/// <param name="Kind">A code of the table of hazards.</param>
/// <param name="DueOn">The last day.</param>
internal sealed record LinkHazard(string Kind, string What, bool Danger, HazardStage Stage, DateOnly? DueOn, bool Late);

/// <summary>One building of an incident as it stands now.</summary>
/// <param name="People">Who lives there or was found there, all of them.</param>
/// <param name="Open">Of those, whom nobody has settled.</param>
/// <param name="Inside">Doors that are not settled, the worst first; each with where it is and what is needed there.</param>
/// <param name="Incident">What it is: fire, flood.</param>
internal sealed record LinkDoors(string Building, string Incident, int Households, int People, int Open, ListOf<LinkDoor> Inside)
{
    /// <summary>Storeys, lift and keys of the building, and the nearest hydrants, gates and valves.</summary>
    public ListOf<LinkGround> Ground { get; init; } = [];
}

/// <param name="Metres">From the middle of the building.</param>
internal sealed record LinkGround(
    GroundKind Kind,
    string Name,
    int Metres,
    GeoPoint At,
    string? Holder,
    string? Phone,
    int? Levels,
    bool? Lift,
    string? Note
);

/// <param name="State">The worst of what was found there.</param>
/// <param name="AtRisk">Persons at risk who are not settled.</param>
/// <param name="Others">Everybody else there who is not settled.</param>
/// <param name="Minors">How many of those at risk are under 18.</param>
/// <param name="Needs">What those at risk need.</param>
internal sealed record LinkDoor(
    string? Unit,
    int? Floor,
    string? Room,
    DoorState State,
    int AtRisk,
    int Others,
    int Minors,
    ListOf<string> Needs,
    DateTimeOffset? CheckedAt
);

/// <summary>One of several things that are asked under one link.</summary>
/// <param name="Duty">Code of the duty it rests on.</param>
/// <param name="Articles">Where that duty stands, as law in force.</param>
/// <param name="Words">What was answered.</param>
internal sealed record LinkAsk(
    Guid Id,
    string Text,
    string? Duty,
    ListOf<LinkArticle> Articles,
    DateTimeOffset Due,
    string Stage,
    bool Late,
    string? Words
);

internal sealed record LinkArticle(string Law, string Article);

/// <param name="Must">应当; else the law encourages it.</param>
internal sealed record LinkDuty(string Code, string Law, string Article, bool Must);
