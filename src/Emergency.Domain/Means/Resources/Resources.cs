using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Resources;

/// <summary>Means a community or street can use in an emergency, its own and those of others (kind "resources", key = its code of 12 or 9
/// digits): vehicles, generators, keys, service points (应急救援服务点, Hunan 11(3) draft), and rooms and equipment that units have agreed to open
/// (Xinyang 8, 29; Taiyuan 40).</summary>
public sealed record ResourceList(ImmutableDictionary<ResourceId, Resource> All)
{
    public static readonly Code Unknown = new("resource.unknown"),
        ChangedMeanwhile = new("resource.changed-meanwhile"),
        BadTerm = new("resource.bad-term");
    public static readonly ResourceList None = new(ImmutableDictionary<ResourceId, Resource>.Empty);

    public static Decision Decide(ResourceList state, Command command) =>
        command switch
        {
            KeepResource c when c.Facts.Until < c.Facts.From => Reject(BadTerm),
            KeepResource c when !state.All.TryGetValue(c.Id, out _) => c.Seen == 0
                ? new ResourceKept(c.Id, c.Facts, 1, c.By, c.At)
                : Reject(Unknown, c.Id.ToString()),
            KeepResource c when state.All[c.Id] is var known => known.Facts == c.Facts ? Nothing
            : known.Version != c.Seen ? Reject(ChangedMeanwhile)
            : new ResourceKept(c.Id, c.Facts, known.Version + 1, c.By, c.At),
            EndResource c => state.All.ContainsKey(c.Id) ? new ResourceEnded(c.Id, c.By, c.At) : Reject(Unknown, c.Id.ToString()),
            _ => throw new Unforeseen(command),
        };

    public static ResourceList Evolve(ResourceList state, Event happened) =>
        happened switch
        {
            ResourceKept e => state with { All = state.All.SetItem(e.Id, new(e.Id, e.Facts, e.Version)) },
            ResourceEnded e => state with { All = state.All.Remove(e.Id) },
            _ => throw new Unforeseen(happened),
        };
}

/// <param name="Version">1 when it was entered, one more with each change.</param>
public sealed record Resource(ResourceId Id, ResourceFacts Facts, int Version);

/// <summary>车辆, 发电机, 钥匙, 应急救援服务点, 会议厅, 停车场, 24 小时电话.</summary>
public enum ResourceKind
{
    Vehicle,
    Generator,
    Key,
    ServicePoint,
    Hall,
    CarPark,
    Phone,
}

/// <param name="Name">Name of the resource: 面包车 7 座, 发电机 3 kW, 6号楼配电间的钥匙.</param>
/// <param name="Unit">Unit that owns it.</param>
/// <param name="Phone">Unit's own number, day and night; no person's. Set only in records stored before <see cref="UnitPhone"/>
/// existed.</param>
/// <param name="Contact">Name and number of the person responsible, sealed under the resource's id.</param>
/// <param name="Hours">Hours at which it can be had, in words.</param>
/// <param name="Paper">Number of the agreement.</param>
/// <param name="From">First day of the agreement's term; null where there is none.</param>
/// <param name="UnitPhone">Unit's own number, sealed under the resource's id.</param>
public sealed record ResourceFacts(
    ResourceKind Kind,
    string Name,
    string Unit,
    string? Phone,
    Sealed? Contact,
    string Place,
    string? Hours,
    string? Paper,
    DateOnly? From,
    DateOnly? Until,
    Sealed? UnitPhone = null
);

public abstract record ResourcesCommand : Command;

/// <param name="Seen">Version the change was based on; 0 enters a new one.</param>
public sealed record KeepResource(ResourceId Id, ResourceFacts Facts, int Seen, By By, DateTimeOffset At) : ResourcesCommand;

public sealed record EndResource(ResourceId Id, By By, DateTimeOffset At) : ResourcesCommand;

public abstract record ResourcesEvent : Event;

[Stored("resources.kept.v1")]
public sealed record ResourceKept(ResourceId Id, ResourceFacts Facts, int Version, By By, DateTimeOffset At) : ResourcesEvent;

[Stored("resources.ended.v1")]
public sealed record ResourceEnded(ResourceId Id, By By, DateTimeOffset At) : ResourcesEvent;
