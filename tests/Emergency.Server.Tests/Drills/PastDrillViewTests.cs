using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Drills;

/// <summary>The month after a drill ends with the first event of any entity: its key can be a name, a community or an id.</summary>
public sealed class PastDrillViewTests
{
    private static readonly DateTimeOffset Ended = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("account", "operator")]
    [InlineData("plan", "411502001001")]
    [InlineData("incident", "01a22931-c5fa-7e38-8ba1-027cdf09f583")]
    public void A_drill_leaves_memory_with_an_event_of_anything_else_and_no_light_changes(string kind, string key)
    {
        var state = DrillsKnown.None with { Ended = [new(Ended, new(Guid.CreateVersion7()))] };
        var changes = new Changes();
        var happened = new Happened(
            new(7),
            new EntityId(Entities.Live, kind, key),
            1,
            "",
            new(Guid.Empty, "", "", "", "", null, Ended + DrillsKnown.Kept, null),
            new object()
        );
        var after = (DrillsKnown)((IView)new DrillsView()).Fold(state, happened, changes);
        after.Ended.ShouldBeEmpty();
        changes.All.ShouldBeEmpty();
    }
}
