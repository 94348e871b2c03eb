using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Hazards;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hazards;

/// <summary>
/// Hazards by community: all open ones, and those closed within the last 400 days, from which recurring ones are found.
/// Rows of files that nobody has acted on stand in the places.
/// </summary>
internal sealed record HazardsKnown(ImmutableDictionary<string, ImmutableDictionary<HazardId, HazardKnown>> All)
{
    public static readonly HazardsKnown None = new(
        ImmutableDictionary<string, ImmutableDictionary<HazardId, HazardKnown>>.Empty.WithComparers(StringComparer.Ordinal)
    );

    private static readonly ImmutableDictionary<HazardId, HazardKnown> Nothing = ImmutableDictionary<HazardId, HazardKnown>.Empty;

    /// <summary>
    /// Rows of files that somebody has acted on. They are hazards of their own from then on, even after these have left
    /// memory.
    /// </summary>
    public ImmutableHashSet<HazardId> Taken { get; init; } = [];

    public ImmutableDictionary<HazardId, HazardKnown> Of(string community) => All.GetValueOrDefault(community, Nothing);

    public HazardKnown? Find(string community, HazardId id) => Of(community).GetValueOrDefault(id);

    /// <summary>All hazards of a community, including rows of files that nobody has acted on.</summary>
    public static IEnumerable<HazardKnown> In(Known known, string community, string realm = Entities.Live)
    {
        var all = known.Of<HazardsKnown>(realm);
        var own = all.Of(community);
        var rows = known.Of<PlacesKnown>(realm).Of(community)?.Facts.Hazards;
        return rows is null or { Count: 0 }
            ? own.Values
            : own.Values.Concat(rows.Values.Where(row => !all.Taken.Contains(row.Id)).Select(row => HazardKnown.OfRow(row, community)));
    }

    /// <summary>A hazard of a community. A row of a file is returned as the hazard it would become.</summary>
    public static HazardKnown? Of(Known known, string community, HazardId id)
    {
        var all = known.Of<HazardsKnown>(Entities.Live);
        return all.Find(community, id)
            ?? (
                !all.Taken.Contains(id)
                && known.Of<PlacesKnown>(Entities.Live).Of(community)?.Facts.Hazards.GetValueOrDefault(id) is { } row
                    ? HazardKnown.OfRow(row, community)
                    : null
            );
    }

    internal HazardsKnown With(HazardKnown one) =>
        this with
        {
            All = All.SetItem(one.State.Community, Of(one.State.Community).SetItem(one.Id, one)),
            Taken = one.State.Row is null ? Taken : Taken.Add(one.Id),
        };

    internal HazardsKnown Without(string community, IEnumerable<HazardId> ids) =>
        this with
        {
            All = All.SetItem(community, Of(community).RemoveRange(ids)),
        };
}

/// <param name="File">Row that an act on the hazard must bring, where it is a row of a file that nobody has acted on.</param>
internal sealed record HazardKnown(HazardId Id, HazardCase State, FileRow? File = null)
{
    private static readonly string[] Done = ["已销号", "已整改"];

    public static HazardKnown OfRow(Hazard row, string community)
    {
        var (kind, level) = (HazardKinds.Read(row.Type).Code, HazardKinds.Level(row.Level));
        var taken = HazardCase.Evolve(HazardCase.None, new HazardTakenOver(row, community, kind, level, default));
        return Done.Contains(row.Status, StringComparer.Ordinal)
            ? new(row.Id, taken with { Stage = HazardStage.Closed })
            : new(row.Id, taken, new(row, community, kind, level));
    }

    /// <summary>The hazard as readiness judges it.</summary>
    public Hazard Judged =>
        State.Row is { } row && (File is not null || State.Stage == HazardStage.Closed && Done.Contains(row.Status, StringComparer.Ordinal))
            ? row
            : new(
                Id,
                State.Row?.Type ?? HazardKinds.Find(State.Facts?.Kind)?.Words[0] ?? "",
                "",
                "",
                null,
                null,
                null,
                Shanghai.Day(State.FoundAt),
                State.Open ? "整改中" : Done[0]
            );
}
