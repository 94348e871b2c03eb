using Emergency.Domain.Places;

namespace Emergency.Domain.Hazards;

/// <summary>One hazard (隐患; kind "hazard", key = its id): found → assigned to its owner → mended → checked → closed (销号). A committee finds, reports and guards; mending is the owner's (应对法 26, Xinyang 37). Each is an entity of its own: two who close one meet in one place, it has its own due time, and what is over leaves memory.</summary>
/// <param name="Row">As a register file has it, where it came from one.</param>
/// <param name="Since">When it came to this stage.</param>
/// <param name="DueOn">The last day the owner has.</param>
/// <param name="LateLevel">1 late, at the committee's; 2 at the street's.</param>
/// <param name="Due">When the next of these is told.</param>
/// <param name="Reports">How many times it was reported without an account.</param>
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

    /// <summary>Of a report without an account the words are kept so many times; more are only counted.</summary>
    public const int ReportsKept = 20;

    /// <summary>By which link it was reported first.</summary>
    public LinkId? Link { get; init; }
    public HazardGuard Guard { get; init; }

    /// <summary>What it became, where it was a danger at once.</summary>
    public IncidentId? Incident { get; init; }
    public HazardProposal? Proposal { get; init; }

    /// <summary>Whether it is counted: neither waiting for the committee's word nor dropped.</summary>
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

/// <summary>Who mends: whose thing it is, or the department that answers for it.</summary>
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

/// <param name="Kind">A code of <see cref="HazardKinds"/>.</param>
/// <param name="Danger">Somebody may come to harm now.</param>
/// <param name="Text">What and where, sealed under the hazard's own key: people write names.</param>
public sealed record HazardFacts(
    string Kind,
    HazardLevel Level,
    bool Danger,
    string? Grid,
    string? Building,
    Located? Location,
    Sealed? Text
);

/// <param name="Contact">Who it is there and their telephone, sealed.</param>
/// <param name="Party">Which party of the community it is; null where it is none, or nobody has said which.</param>
public sealed record HazardOwner(HazardOwnerKind Kind, Sealed? Contact, PartyId? Party = null);

/// <summary>The same thing in the same place again and again: put to the street with the others as evidence.</summary>
/// <param name="Taken">Null until the street has answered.</param>
public sealed record HazardProposal(
    ListOf<HazardId> Others,
    Sealed? Text,
    By By,
    DateTimeOffset At,
    bool? Taken = null,
    Sealed? Answer = null
);

/// <summary>A row of a register file that somebody acts on for the first time.</summary>
public sealed record FileRow(Hazard Row, string Community, string Kind, HazardLevel Level);
