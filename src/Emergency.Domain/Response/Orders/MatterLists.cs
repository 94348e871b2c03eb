using System.Collections.Immutable;
using static Emergency.Domain.Decision;

namespace Emergency.Domain.Orders;

/// <summary>Lists of a county (kind "lists", key = its code) against which routine matters handed down to committees are checked. Loadable
/// data: a list is replaced by its next version. A draft never counts (Hubei 37, Hunan 19), unless the county records it as its
/// own.</summary>
public sealed partial record MatterLists(ImmutableDictionary<string, MatterList> Lists)
{
    public static readonly MatterLists None = new(ImmutableDictionary<string, MatterList>.Empty);
}

/// <summary>准入清单 (can be handed down), 协助事项清单 (can be with written entrustment, money and conditions), 负面清单 (cannot).</summary>
public enum ListKind
{
    Admission,
    Assist,
    Negative,
}

/// <param name="Draft">草案(不计): a draft, shown, never counted.</param>
/// <param name="Articles">Articles that the list and its force rest on: "信阳 40".</param>
public sealed record MatterList(
    string Id,
    ListKind Kind,
    string Version,
    DateOnly From,
    bool Draft,
    ListOf<string> Articles,
    ListOf<Matter> Items
);

public sealed record Matter(string Code, string Title);

/// <summary>Standing of a matter on the lists in force, copied into the order that names it.</summary>
public sealed record Standing(StandingKind Kind, string? List, string? Version, ListOf<string> Articles)
{
    /// <summary>True when a department can hand the matter down without asking anybody.</summary>
    public bool Free => Kind is StandingKind.Listed or StandingKind.NoList;
}

/// <summary>Kind of standing: on the lists; on none of them; on the negative one; an assist item without entrustment; no list in force in
/// the county.</summary>
public enum StandingKind
{
    Listed,
    Unlisted,
    Negative,
    Unentrusted,
    NoList,
}

public abstract record MatterListsCommand : Command;

public sealed record RecordList(MatterList List, By By, DateTimeOffset At) : MatterListsCommand;

public abstract record MatterListsEvent : Event;

[Stored("lists.list-recorded.v1")]
public sealed record ListRecorded(MatterList List, By By, DateTimeOffset At) : MatterListsEvent;

public sealed partial record MatterLists
{
    public static Decision Decide(MatterLists state, Command command) =>
        command switch
        {
            RecordList c => state.Lists.GetValueOrDefault(c.List.Id) == c.List ? Nothing : new ListRecorded(c.List, c.By, c.At),
            MatterApplicationCommand c => Decide(state, c),
            _ => throw new Unforeseen(command),
        };

    /// <summary>Returns the standing of a matter on a day. The negative list takes precedence.</summary>
    /// <param name="entrusted">True when written entrustment, money and conditions come with it.</param>
    public Standing Check(string? matter, bool entrusted, DateOnly on)
    {
        var inForce = Lists.Values.Where(list => !list.Draft && list.From <= on).OrderBy(list => list.Id, StringComparer.Ordinal).ToList();
        var granted = Granted(on);
        if (inForce.Count == 0 && granted.Count == 0)
            return new(StandingKind.NoList, null, null, []);
        var taken = TakenOff(on);
        MatterList? On(ListKind kind) =>
            granted.Find(one => one.Wish.Kind == kind && one.Wish.Matter.Code == matter) is { } one ? one.AsList()
            : matter is not null && taken.Contains((kind, matter)) ? null
            : inForce.Find(list => list.Kind == kind && list.Items.Any(item => item.Code == matter));
        return On(ListKind.Negative) is { } negative ? At(StandingKind.Negative, negative)
            : On(ListKind.Admission) is { } admitted ? At(StandingKind.Listed, admitted)
            : On(ListKind.Assist) is { } assisted ? At(entrusted ? StandingKind.Listed : StandingKind.Unentrusted, assisted)
            : new(StandingKind.Unlisted, null, null, [.. inForce.SelectMany(list => list.Articles).Distinct(StringComparer.Ordinal)]);

        static Standing At(StandingKind kind, MatterList list) => new(kind, list.Id, list.Version, list.Articles);
    }

    public static MatterLists Evolve(MatterLists state, Event happened) =>
        happened switch
        {
            ListRecorded e => state with { Lists = state.Lists.SetItem(e.List.Id, e.List) },
            MatterApplicationEvent e => Evolve(state, e),
            _ => throw new Unforeseen(happened),
        };
}
