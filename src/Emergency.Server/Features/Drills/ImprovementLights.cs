using System.Runtime.InteropServices;
using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Drills;

/// <summary>An improvement as it is broadcast to the accounts it concerns, without its text.</summary>
/// <param name="Next">Time of its owners' next reminder; changes with each reminder.</param>
internal sealed record ImprovementLight(
    ImprovementId Item,
    DrillId Drill,
    string Title,
    DateOnly Until,
    ImprovementStage Stage,
    bool Overdue,
    DateTimeOffset? Next
)
{
    public static ImprovementLight Of(DrillKnown drill, ImprovementId id)
    {
        var item = drill.State.Improvements[id];
        return new(id, drill.Id, drill.Facts.Title, item.Until, item.Stage, item.Overdue, item.Next);
    }

    /// <summary>
    /// True when an account has to do with it now: its owners while it is open, superiors once it is overdue or waits for a check.
    /// </summary>
    public static bool Concerns(Improvement item, AccountId account)
    {
        return item.Stage switch
        {
            ImprovementStage.Open => item.Facts.Owner.Accounts.Contains(account) || item.Overdue && item.Facts.Above.Contains(account),
            ImprovementStage.Done => item.Facts.Above.Contains(account),
            _ => false,
        };
    }
}

/// <summary>An improvement of a drill.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ImprovementOf(DrillId Drill, ImprovementId Item);

/// <summary>
/// Signals of an improvement to the <c>me</c> group of the accounts it concerns now: its owners until it is done, superiors once it is
/// overdue or waits for a check.
/// </summary>
internal sealed class ImprovementLights : LightsOf<DrillsKnown, ImprovementOf>
{
    protected override string View => "improvement";

    protected override IEnumerable<ImprovementOf> Touched(DrillsKnown before, DrillsKnown after, Happened happened) =>
        happened.Event is ImprovementEvent e ? [new(new(Guid.Parse(happened.Entity.Key)), e.Item)] : [];

    protected override IEnumerable<ImprovementOf> Near(DrillsKnown state, string realm, Group group) =>
        group.Kind == "me"
            ? state.All.Values.SelectMany(drill => drill.State.Improvements.Keys.Select(item => new ImprovementOf(drill.Id, item)))
            : [];

    protected override Light? Of(DrillsKnown state, ImprovementOf thing, string realm)
    {
        if (state.Find(thing.Drill) is not { } drill || !drill.State.Improvements.TryGetValue(thing.Item, out var item))
            return null;
        return new(
            thing.Item.ToString(),
            () => ImprovementLight.Of(drill, thing.Item),
            [
                .. item
                    .Facts.Owner.Accounts.Union(item.Facts.Above)
                    .Where(account => ImprovementLight.Concerns(item, account))
                    .Select(account => Audience.Only(Group.Me(realm, account))),
            ]
        );
    }
}
