namespace Emergency.Drills.Crews.Sights;

/// <summary>Account of a crew's member, as the session describes it.</summary>
/// <param name="Role">Role as written in the interface: grid-chief.</param>
/// <param name="Division">Code of 6, 9 or 12 digits.</param>
public sealed record Self(string Account, string Name, string Role, string Division, string? Grid, string? Building, string? Unit)
{
    public bool IsCommunity => Division.Length == 12;

    public bool Covers(string? community) => community?.StartsWith(Division, StringComparison.Ordinal) == true;
}

/// <summary>
/// View of a member of a crew: answers of the routes that the pages of this role ask. Lists that the role must not read are empty.
/// </summary>
/// <param name="Now">Time by the realm's clock.</param>
/// <param name="Communities">Communities of the drill, as the bar on every page names them.</param>
public sealed record Sight(Self Self, DateTimeOffset Now, IReadOnlyList<string> Communities)
{
    public IReadOnlyList<SeenIncident> Incidents { get; init; } = [];
    public IReadOnlyList<SeenTask> Mine { get; init; } = [];
    public IReadOnlyList<SeenCare> Care { get; init; } = [];
    public IReadOnlyList<SeenOrder> Orders { get; init; } = [];
    public IReadOnlyList<SeenCall> Calls { get; init; } = [];
    public IReadOnlyList<SeenWarning> Warnings { get; init; } = [];
    public IReadOnlyList<SeenLine> Lines { get; init; } = [];
    public IReadOnlyList<SeenShelter> Shelters { get; init; } = [];
    public IReadOnlyList<SeenGoods> Goods { get; init; } = [];
    public IReadOnlyList<Joinable> Joinable { get; init; } = [];
    public IReadOnlyList<Told> Told { get; init; } = [];

    /// <summary>Incidents that still run and are no part of another.</summary>
    public IEnumerable<SeenIncident> Running => Incidents.Where(one => one.Stage is "active" or "contained");

    /// <summary>
    /// True where an incident looks like an earlier one: same kind, same community, within half an hour. Nobody begins anything in it
    /// before a desk has merged them.
    /// </summary>
    public bool Repeats(SeenIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return Running.Any(one =>
            one.Id != incident.Id
            && one.Category == incident.Category
            && one.Community == incident.Community
            && one.OpenedAt < incident.OpenedAt
            && incident.OpenedAt - one.OpenedAt <= TimeSpan.FromMinutes(30)
        );
    }

    public bool LineDown(string number) => Lines.Any(line => line.Hotline == number && line.Link == "down");
}

/// <summary>An incident with everything that this role can know of it.</summary>
public sealed record SeenIncident(
    Guid Id,
    string Category,
    string Priority,
    string Stage,
    string? Community,
    IReadOnlyList<string> Communities,
    int AreaVersion,
    DateTimeOffset OpenedAt,
    string Words,
    bool FromHotline
)
{
    public IReadOnlyList<SeenCard> Cards { get; init; } = [];
    public IReadOnlyList<SeenPerson> Persons { get; init; } = [];
    public IReadOnlyList<SeenHousehold> Households { get; init; } = [];
    public IReadOnlyList<SeenHandover> Handovers { get; init; } = [];

    /// <summary>Reports about the incident, where this role can read them.</summary>
    public IReadOnlyList<Told> Reports { get; init; } = [];

    public bool Concerns(string community) => Community == community || Communities.Contains(community, StringComparer.Ordinal);
}

public sealed record SeenCard(string Community, string Card, bool Fits, bool Active);

public sealed record SeenPerson(
    string Community,
    Guid PersonId,
    Guid? HouseholdId,
    string State,
    bool Minor,
    bool TakenOver,
    IReadOnlyList<string> Needs,
    string? Grid,
    string? Building,
    string? Unit,
    int? Floor
);

public sealed record SeenHousehold(string Community, Guid HouseholdId, string State, string? Grid, string? Building, string? Unit);

public sealed record SeenHandover(
    Guid Id,
    string Kind,
    string Stage,
    DateTimeOffset ReplyBefore,
    bool Rings,
    bool Unconfirmed,
    string? Dial
);

/// <param name="Step">Step of the card; null for a task in somebody's own words.</param>
/// <param name="Mine">True in the member's own hands; otherwise the member is asked.</param>
public sealed record SeenTask(
    Guid Id,
    Guid Incident,
    string Community,
    string? Step,
    string Class,
    string State,
    string Text,
    bool Mine,
    bool Noticed,
    IReadOnlyList<Guid> Doors,
    DateTimeOffset OpenedAt
);

/// <param name="Handing">none, offered or accepted.</param>
public sealed record SeenCare(Guid Id, Guid? Incident, string Stage, string Community, DateTimeOffset OpenedAt, string Handing = "none");

public sealed record SeenOrder(Guid Id, string Receiver, string Light, bool Driving);

/// <param name="Told">A living person there knows.</param>
/// <param name="Unheard">Everybody was rung in vain: somebody must drive there.</param>
/// <param name="Sent">Somebody is on the way.</param>
/// <param name="OfWarning">The call is about a warning in force, not about an order or a lifting.</param>
/// <param name="Proved">The way in which the village was warned is recorded.</param>
public sealed record SeenCall(Guid Id, string Receiver, bool Told, bool Unheard, bool Sent, bool OfWarning, bool Proved);

public sealed record SeenWarning(Guid Id, string Hazard, string? Level, bool Confirmed, bool InForce);

public sealed record SeenLine(string Hotline, string Link);

public sealed record SeenShelter(Guid Id, string Community, IReadOnlyList<string> Fit, bool Indoor, bool Open, int Capacity, int Occupancy);

public sealed record SeenGoods(Guid Id, string Stage, int Quantity);

public sealed record Joinable(Guid Incident, Guid Into);

/// <summary>Words that reached somebody by a message, a telephone call or word of mouth.</summary>
/// <param name="Way">message, call or missing.</param>
/// <param name="Text">Empty while a call rings.</param>
public sealed record Told(string Id, string Way, string From, string Text, DateTimeOffset At, bool Read = true, bool Answered = true);
