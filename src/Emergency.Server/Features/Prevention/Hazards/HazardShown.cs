using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Places;
using Emergency.Server.Features.Links;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Features.Hazards;

/// <summary>A hazard in a list.</summary>
/// <param name="FromFile">True for a row of a register file that nobody has acted on.</param>
/// <param name="FileStatus">Status in the file.</param>
/// <param name="Days">Days to the last day; below zero it is late. Null where no day is set.</param>
internal sealed record HazardItem(
    HazardId Id,
    string Community,
    HazardStage Stage,
    string Kind,
    HazardLevel Level,
    bool Danger,
    HazardGuard Guard,
    string What,
    string? Where,
    string? Grid,
    string? Building,
    GeoPoint? Point,
    DateTimeOffset FoundAt,
    DateTimeOffset Since,
    HazardOwnerKind? Owner,
    string? OwnerName,
    string? OwnerPhone,
    DateOnly? DueOn,
    int? Days,
    int LateLevel,
    DateTimeOffset? Due,
    int Reports,
    IncidentId? Incident,
    bool FromFile,
    string? FileStatus,
    HazardProposalShown? Proposal
)
{
    public static HazardItem Of(HazardKnown one, ISealing sealing, DateOnly today)
    {
        var (state, facts) = (one.State, one.State.Facts!);
        var text = facts.Text is { } words ? sealing.Open<HazardText>(words) : null;
        var owner = state.Owner?.Contact is { } contact ? sealing.Open<FreeText>(contact) : null;
        return new(
            one.Id,
            state.Community,
            state.Stage,
            facts.Kind,
            facts.Level,
            facts.Danger,
            state.Guard,
            text?.What ?? state.Row?.Description ?? state.Row?.Type ?? "",
            text?.Where,
            facts.Grid,
            facts.Building,
            facts.Location?.Point,
            state.FoundAt,
            state.Since,
            state.Owner?.Kind,
            owner?.Text,
            owner?.Phone,
            state.DueOn,
            state.DueOn is { } day ? day.DayNumber - today.DayNumber : null,
            state.LateLevel,
            state.Due,
            state.Reports,
            state.Incident,
            state.Row is not null,
            state.Row?.Status,
            HazardProposalShown.Of(state.Proposal, sealing)
        );
    }
}

internal sealed record HazardProposalShown(ListOf<HazardId> Others, string? Words, DateTimeOffset At, bool? Taken, string? Answer)
{
    public static HazardProposalShown? Of(HazardProposal? put, ISealing sealing) =>
        put is null
            ? null
            : new(
                put.Others,
                put.Text is { } text ? sealing.Open<FreeText>(text)?.Text : null,
                put.At,
                put.Taken,
                put.Answer is { } answer ? sealing.Open<FreeText>(answer)?.Text : null
            );
}

/// <summary>A community's hazards: all open ones, and those closed this quarter.</summary>
/// <param name="Recurring">Kinds of hazard that came three or more times within a year at the same place.</param>
internal sealed record HazardsShown(
    string Community,
    string Name,
    DateOnly Today,
    HazardFigures Figures,
    int ClosedThisQuarter,
    IReadOnlyList<HazardItem> Items,
    IReadOnlyList<RecurringHazard> Recurring,
    IReadOnlyList<HazardKindShown> Kinds,
    HazardSheet? Sheet,
    long Position
);

/// <param name="Place">Name of the building, else of the grid.</param>
/// <param name="Latest">Hazard to whose history a proposal is written.</param>
internal sealed record RecurringHazard(
    string Kind,
    string Place,
    int Times,
    HazardId Latest,
    IReadOnlyList<HazardId> Others,
    bool Proposed
);

/// <param name="Owner">Usual owner.</param>
/// <param name="Days">Days for mending, a local setting.</param>
internal sealed record HazardKindShown(string Code, HazardOwnerKind Owner, int Days)
{
    public static IReadOnlyList<HazardKindShown> All { get; } =
    [.. HazardKinds.All.Select(one => new HazardKindShown(one.Code, one.Owner, one.Days))];
}

/// <summary>The sheet on the wall by which anybody reports.</summary>
/// <param name="Address">Address without the name of the spot.</param>
internal sealed record HazardSheet(LinkId Id, string Address, DateTimeOffset Until);

/// <summary>
/// A street's communities in figures, and the hazards that the street itself has: late for long, refused, major,
/// proposals.
/// </summary>
internal sealed record StreetHazards(
    string Street,
    DateOnly Today,
    IReadOnlyList<StreetHazardCommunity> Items,
    IReadOnlyList<HazardItem> Own,
    long Position
);

internal sealed record StreetHazardCommunity(string Community, string Name, HazardFigures Figures);

/// <summary>Points of open hazards for a map, without words.</summary>
internal sealed record HazardPoints(string Division, IReadOnlyList<HazardPoint> Items, long Position);

internal sealed record HazardPoint(
    HazardId Id,
    string Community,
    string Kind,
    HazardLevel Level,
    bool Danger,
    HazardStage Stage,
    int LateLevel,
    GeoPoint Point
);

/// <summary>A hazard with all its events, oldest first.</summary>
internal sealed record HazardOne(HazardItem Hazard, IReadOnlyList<HazardEntry> History, LinkStood? Link, long Position);

/// <param name="What">The stored name of the event.</param>
/// <param name="Who">Name of the acting person, masked.</param>
internal sealed record HazardEntry(
    long Position,
    DateTimeOffset At,
    string What,
    string? Words,
    DateOnly? DueOn,
    HazardOwnerKind? Owner,
    string? OwnerName,
    HazardGuard? Guard,
    int? Level,
    bool? Taken,
    string? Role,
    string? Who
);
