using System.Collections.Immutable;
using Emergency.Domain.Places;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.GroundObjects;

/// <summary>Objects on a community's ground that matter in a fire, a flood or for access (地物; kind "ground", key = its code): hydrants,
/// valves, gates, underpasses, places of keys, the height of a building and its lift.</summary>
public sealed record GroundFeatures(
    ImmutableDictionary<GroundId, GroundFeature> All,
    ImmutableDictionary<GroundId, Imported<GroundFacts>> Imports
)
{
    public static readonly Code Unknown = new("ground.unknown"),
        ChangedMeanwhile = new("ground.changed-meanwhile"),
        BadLevels = new("ground.bad-levels");
    public static readonly GroundFeatures None = new(
        ImmutableDictionary<GroundId, GroundFeature>.Empty,
        ImmutableDictionary<GroundId, Imported<GroundFacts>>.Empty
    );

    /// <summary>Most storeys of a building.</summary>
    public const int MostLevels = 200;

    public static Decision Decide(GroundFeatures state, Command command) =>
        command switch
        {
            RecordGround c when c.Features.Any(one => !IsGood(one)) => Reject(BadLevels),
            RecordGround c => Of(
                Imported
                    .News(c.Features, one => one.Id, id => state.All.GetValueOrDefault(id)?.Facts)
                    .Select(one => new GroundRecorded(one, c.Import, c.At))
            ),
            UndoGroundImport c => Of(Undo(state, c)),
            KeepGround c when !IsGood(c.Facts) => Reject(BadLevels),
            KeepGround c when !state.All.TryGetValue(c.Facts.Id, out _) => c.Seen == 0
                ? new GroundKept(c.Facts, 1, c.By, c.At)
                : Reject(Unknown, c.Facts.Id.ToString()),
            KeepGround c when state.All[c.Facts.Id] is var known => known.Facts == c.Facts ? Nothing
            : known.Version != c.Seen ? Reject(ChangedMeanwhile)
            : new GroundKept(c.Facts, known.Version + 1, c.By, c.At),
            EndGround c => state.All.ContainsKey(c.Id) ? new GroundEnded(c.Id, c.By, c.At) : Reject(Unknown, c.Id.ToString()),
            _ => throw new Unforeseen(command),
        };

    private static bool IsGood(GroundFacts facts) => facts.Levels is null or (>= 1 and <= MostLevels);

    private static IEnumerable<Event> Undo(GroundFeatures state, UndoGroundImport c) =>
        from row in state.Imports.Of(c.Import)
        where c.Slice?.Holds(row.Id.Value) ?? true
        select row.Before is null ? (Event)new GroundRemoved(row.Id, c.Import, c.At) : new GroundRecorded(row.Before, null, c.At);

    public static GroundFeatures Evolve(GroundFeatures state, Event happened) =>
        happened switch
        {
            GroundRecorded e => state.With(e.Facts, state.All.GetValueOrDefault(e.Facts.Id)?.Version + 1 ?? 1) with
            {
                Imports = state.Imports.Remember(e.Facts.Id, state.All.GetValueOrDefault(e.Facts.Id)?.Facts, e.Facts, e.Import),
            },
            GroundRemoved e => state.Without(e.Id),
            GroundKept e => state.With(e.Facts, e.Version) with { Imports = state.Imports.Remove(e.Facts.Id) },
            GroundEnded e => state.Without(e.Id),
            _ => throw new Unforeseen(happened),
        };

    private GroundFeatures With(GroundFacts facts, int version) => this with { All = All.SetItem(facts.Id, new(facts, version)) };

    private GroundFeatures Without(GroundId id) => new(All.Remove(id), Imports.Remove(id));
}

/// <param name="Version">1 when it was entered, one more with each change.</param>
public sealed record GroundFeature(GroundFacts Facts, int Version);

/// <summary>消火栓, 阀门, 小区门/消防通道口, 下穿通道, 钥匙存放处, 楼栋.</summary>
public enum GroundKind
{
    Hydrant,
    Valve,
    Gate,
    Underpass,
    Key,
    Building,
}

/// <param name="Name">Name on the spot: 北门, 6号楼, 2号阀.</param>
/// <param name="Location">Position; of a building its middle.</param>
/// <param name="Building">Building it belongs to, by its name in the register.</param>
/// <param name="Holder">Post or unit that opens it or has the key: 物业值班室. No person. Set only in records stored before <see cref="Access"/>
/// existed.</param>
/// <param name="Phone">Phone number of that post, likewise.</param>
/// <param name="Levels">Storeys, 1 to 200, of a building.</param>
/// <param name="Lift">True when it has a lift.</param>
/// <param name="Note">Other facts for people who come: 限高 3.2 米, 夜里锁.</param>
/// <param name="Access">Holder and phone, sealed under the feature's id; null where neither is known.</param>
public sealed record GroundFacts(
    GroundId Id,
    GroundKind Kind,
    string Name,
    Located Location,
    string? Grid,
    string? Building,
    string? Holder,
    string? Phone,
    int? Levels,
    bool? Lift,
    string? Note,
    Sealed? Access = null
);

public abstract record GroundCommand : Command;

/// <summary>Rows of a file, at most 500.</summary>
public sealed record RecordGround(ListOf<GroundFacts> Features, ImportId? Import, DateTimeOffset At) : GroundCommand;

/// <param name="Slice">Part of the rows to undo; null: all.</param>
public sealed record UndoGroundImport(ImportId Import, DateTimeOffset At, Slice? Slice = null) : GroundCommand;

/// <param name="Seen">Version the change was based on; 0 enters a new one.</param>
public sealed record KeepGround(GroundFacts Facts, int Seen, By By, DateTimeOffset At) : GroundCommand;

/// <summary>Removes a feature that is no longer there.</summary>
public sealed record EndGround(GroundId Id, By By, DateTimeOffset At) : GroundCommand;

public abstract record GroundEvent : Event;

[Stored("ground.recorded.v1")]
public sealed record GroundRecorded(GroundFacts Facts, ImportId? Import, DateTimeOffset At) : GroundEvent, IImported;

[Stored("ground.removed.v1")]
public sealed record GroundRemoved(GroundId Id, ImportId Import, DateTimeOffset At) : GroundEvent;

[Stored("ground.kept.v1")]
public sealed record GroundKept(GroundFacts Facts, int Version, By By, DateTimeOffset At) : GroundEvent;

[Stored("ground.ended.v1")]
public sealed record GroundEnded(GroundId Id, By By, DateTimeOffset At) : GroundEvent;
