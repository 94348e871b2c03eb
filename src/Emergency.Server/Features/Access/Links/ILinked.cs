using Emergency.Domain;
using Emergency.Domain.GroundObjects;
using Emergency.Domain.Hazards;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Links;

/// <summary>Implemented by each noun in which somebody without an account can do one act by a link; nothing here knows the noun.</summary>
internal interface ILinked
{
    LinkPurpose Purpose { get; }

    /// <summary>Permission to make such links and to list them.</summary>
    Permission Makes { get; }

    /// <summary>Acts that such a link allows.</summary>
    IReadOnlyList<LinkAct> Acts { get; }

    /// <summary>Content of a link; null where its matter is over. It contains door and need, never a name.</summary>
    LinkContent? Show(LinkKnown link, Known known, DateTimeOffset now);

    /// <summary>Performs the act; returns the position, or the problem.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, string? words, DateTimeOffset now, CancellationToken stop);

    /// <summary>
    /// Performs the act like <see cref="Do(LinkKnown, LinkAct, string?, DateTimeOffset, CancellationToken)"/>, for one of several requests
    /// under a link.
    /// </summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, Guid? item, string? words, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, words, now, stop);

    /// <summary>Performs the act with a picture, in base64, where one can be attached.</summary>
    ValueTask<Sent> Do(LinkKnown link, LinkAct act, Guid? item, string? words, string? photo, DateTimeOffset now, CancellationToken stop) =>
        Do(link, act, item, words, now, stop);

    /// <summary>True when the act ends the link.</summary>
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

/// <summary>Content of an opened link. It contains no name.</summary>
/// <param name="Community">Community whose committee asks.</param>
/// <param name="No">Number by which the committee knows the thing.</param>
/// <param name="As">Role in which the opener is asked: the exit of a care case, the receiver of a report.</param>
/// <param name="Know">Facts for the opener, line by line.</param>
/// <param name="Phone">Phone of the committee.</param>
/// <param name="Done">Already accepted.</param>
/// <param name="Acts">Acts that are possible now.</param>
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
    /// <summary>Requests under this link, where there are several.</summary>
    public ListOf<LinkAsk> Asks { get; init; } = [];

    /// <summary>Duties of the opener under the law in force, by article.</summary>
    public ListOf<LinkDuty> Duties { get; init; } = [];

    /// <summary>Doors of one building, for a link of an incident.</summary>
    public LinkDoors? Doors { get; init; }

    /// <summary>Hazard that must be repaired.</summary>
    public LinkHazard? Hazard { get; init; }
}

/// <param name="Kind">A code of the table of hazards.</param>
/// <param name="DueOn">The last day.</param>
internal sealed record LinkHazard(string Kind, string What, bool Danger, HazardStage Stage, DateOnly? DueOn, bool Late);

/// <summary>Current state of one building in an incident.</summary>
/// <param name="People">All people who live there or were found there.</param>
/// <param name="Open">Number of them who are not settled.</param>
/// <param name="Inside">Doors that are not settled, the worst first, each with its place and needs.</param>
/// <param name="Incident">Kind of the incident: fire, flood.</param>
internal sealed record LinkDoors(string Building, string Incident, int Households, int People, int Open, ListOf<LinkDoor> Inside)
{
    /// <summary>Storeys, lift and keys of the building, and the nearest hydrants, gates and valves.</summary>
    public ListOf<LinkGround> Ground { get; init; } = [];
}

/// <param name="Metres">Distance from the middle of the building.</param>
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

/// <param name="State">Worst state found there.</param>
/// <param name="AtRisk">Number of people at risk who are not settled.</param>
/// <param name="Others">Number of all others there who are not settled.</param>
/// <param name="Minors">Number of people at risk who are under 18.</param>
/// <param name="Needs">Needs of the people at risk.</param>
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

/// <summary>A request; a link may contain several.</summary>
/// <param name="Duty">Code of the duty on which the request rests.</param>
/// <param name="Articles">Articles of the law in force with that duty.</param>
/// <param name="Words">Words of the answer.</param>
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

/// <param name="Must">True for 应当; otherwise the law only encourages it.</param>
internal sealed record LinkDuty(string Code, string Law, string Article, bool Must);
