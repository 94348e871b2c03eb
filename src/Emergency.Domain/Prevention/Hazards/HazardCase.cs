using Emergency.Domain.Places;

namespace Emergency.Domain.Hazards;

/// <summary>Hazard (隐患; kind "hazard", key = its id): found → assigned to its owner → mended → checked → closed (销号). A committee finds,
/// reports and guards; mending is the owner's (应对法 26, Xinyang 37). Each hazard is an entity of its own: two people who close one meet in
/// one place, it has its own due time, and closed ones leave memory.</summary>
/// <param name="Row">Row of a register file it came from, if any.</param>
/// <param name="Since">Time at which it came to this stage.</param>
/// <param name="DueOn">Last day for the owner.</param>
/// <param name="LateLevel">Level of lateness: 1 late and referred to the committee; 2 to the street.</param>
/// <param name="Due">Time at which the next level is reached.</param>
/// <param name="Reports">Number of reports made without an account.</param>
public sealed partial record HazardCase(
    HazardStage Stage,
    string Community,
    HazardFacts? Facts,
    Hazard? Row,
    DateTimeOffset FoundAt,
    DateTimeOffset Since,
    HazardOwner? Owner,
    DateOnly? DueOn,
    int LateLevel,
    DateTimeOffset? Due,
    int Reports
)
{
    public static readonly Code Unknown = new("hazard.unknown"),
        Over = new("hazard.over"),
        NotNow = new("hazard.not-now"),
        Past = new("hazard.past"),
        StreetDecides = new("hazard.street-decides"),
        StreetCloses = new("hazard.street-closes"),
        Raised = new("hazard.raised"),
        NoProposal = new("hazard.no-proposal");
    public static readonly HazardCase None = new(HazardStage.None, "", null, null, default, default, null, null, 0, null, 0);

    /// <summary>Number of reports without an account whose words are kept; more are only counted.</summary>
    public const int ReportsKept = 20;

    /// <summary>Link by which it was first reported.</summary>
    public LinkId? Link { get; init; }
    public HazardGuard Guard { get; init; }

    /// <summary>Incident it became, where it was an immediate danger.</summary>
    public IncidentId? Incident { get; init; }
    public HazardProposal? Proposal { get; init; }

    /// <summary>True when it counts: neither waiting for the committee's review nor dropped.</summary>
    public bool Counts => Stage is not (HazardStage.None or HazardStage.Reported or HazardStage.Dropped);
    public bool Open => Counts && Stage != HazardStage.Closed;
}

/// <summary>待核 发现了 已派 在改 退回 等复查 等街道销号 销号了 不算.</summary>
public enum HazardStage
{
    None,
    Reported,
    Found,
    Assigned,
    Mending,
    Returned,
    Mended,
    Checked,
    Closed,
    Dropped,
}

/// <summary>低 一般 较大 重大.</summary>
public enum HazardLevel
{
    Low,
    General,
    Larger,
    Major,
}

/// <summary>不危险 要围起来 我来守着.</summary>
public enum HazardGuard
{
    None,
    Cordon,
    Watch,
}

/// <summary>Kind of owner who must mend it: the owner of the thing, or the competent department.</summary>
public enum HazardOwnerKind
{
    Property,
    Resident,
    Unit,
    Street,
    Housing,
    Urban,
    Fire,
    Gas,
    Power,
    Water,
    Lift,
    Geology,
    Community,
    Other,
}

/// <param name="Kind">Code of <see cref="HazardKinds"/>.</param>
/// <param name="Danger">True when somebody could come to harm now.</param>
/// <param name="Text">Description and place, sealed under the hazard's own key: people write names.</param>
public sealed record HazardFacts(
    string Kind,
    HazardLevel Level,
    bool Danger,
    string? Grid,
    string? Building,
    Located? Location,
    Sealed? Text
);

/// <param name="Contact">Name and telephone of the person there, sealed.</param>
/// <param name="Party">Party of the community that owns it; null where it is none, or nobody has named it.</param>
public sealed record HazardOwner(HazardOwnerKind Kind, Sealed? Contact, PartyId? Party = null);

/// <summary>Proposal to the street about the same hazard in the same place again and again, with the others as evidence.</summary>
/// <param name="Taken">Null until the street has answered.</param>
public sealed record HazardProposal(
    ListOf<HazardId> Others,
    Sealed? Text,
    By By,
    DateTimeOffset At,
    bool? Taken = null,
    Sealed? Answer = null
);

/// <summary>Row of a register file that somebody acts on for the first time.</summary>
public sealed record FileRow(Hazard Row, string Community, string Kind, HazardLevel Level);
