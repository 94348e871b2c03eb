using Emergency.Domain;
using Emergency.Domain.Drills;
using Emergency.Engine;
using Emergency.Server.Features.Drills;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Tests.Drills;

/// <summary>
/// Audience of an improvement, event by event: its owner while it is open, the street once it is overdue or waits to be checked; never a
/// word of its content.
/// </summary>
public sealed class ImprovementBroadcastTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly DrillId Id = new(new Guid("00000000-0000-0000-0000-000000000001"));
    private static readonly ImprovementId Item = new(new Guid("00000000-0000-0000-0000-000000000002"));
    private static readonly By Street = new(new("street"), Role.StreetOfficer),
        Secretary = new(new("secretary"), Role.Secretary);
    private static readonly ImprovementFacts Facts = new(
        new("补名单"),
        Belonging.Drill,
        "",
        new(Role.Secretary, "411502001001", null, [Secretary.Account]),
        new(2026, 1, 20),
        [Street.Account]
    );
    private readonly DrillsView _view = new();
    private DrillsKnown _known = DrillsKnown.None;
    private long _position;

    public ImprovementBroadcastTests()
    {
        Happens(
            new DrillPrepared(
                new(
                    "老楼夜火演练",
                    "old-block-fire",
                    DrillForm.Field,
                    "411502001",
                    ["411502001001"],
                    TimeSpan.FromHours(1),
                    true,
                    new("s"),
                    "停止演练",
                    null
                ),
                Street,
                Now
            )
        );
        Happens(new DrillStarted(Now, 1, ["411502001001"], Street, Now));
        Happens(new DrillEnded(EndReason.Finished, Now, Street, Now));
    }

    [Fact]
    public void The_owner_hears_at_once_the_street_when_it_is_overdue_and_nobody_when_it_is_checked()
    {
        Told(new ImprovementAdded(Item, Facts, Now.AddDays(2), Street, Now)).ShouldBe(["secretary"]);
        Told(new ImprovementReminded(Item, Now.AddDays(6), Now.AddDays(2))).ShouldBe(["secretary"]);
        Told(new ImprovementOverdue(Item, Now.AddDays(6))).ShouldBe(["secretary", "street"]);
        Shown("street").ShouldBe([Item.ToString()]);
        Told(new ImprovementDone(Item, new("补好了"), Secretary, Now.AddDays(7))).ShouldBe(["street"]);
        Shown("secretary").ShouldBeEmpty();
        Told(new ImprovementSentBack(Item, new("还缺"), Now.AddDays(9), Street, Now.AddDays(8))).ShouldBe(["secretary"]);
        Told(new ImprovementDone(Item, new("补好了"), Secretary, Now.AddDays(8))).ShouldBe(["street"]);
        Told(new ImprovementChecked(Item, null, Street, Now.AddDays(9))).ShouldBeEmpty();
    }

    private IEnumerable<string> Told(DrillEvent happened) =>
        Happens(happened)
            .Where(change => change is { View: "improvement", Group.Kind: "me", Value: not null })
            .Select(change => change.Group.Id)
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> Shown(string account)
    {
        var changes = new Changes();
        _view.Show(_known, Entities.Live, Group.Me(Entities.Live, new(account)), changes);
        return changes.All.Select(change => change.Key);
    }

    private IReadOnlyList<Infrastructure.Views.Change> Happens(DrillEvent happened)
    {
        var changes = new Changes();
        _known = (DrillsKnown)
            ((IView)_view).Fold(
                _known,
                new Happened(
                    new(++_position),
                    Entities.Drill(Id),
                    _position,
                    "",
                    new(Guid.Empty, "", "", "", "", null, Now, null),
                    happened
                ),
                changes
            );
        changes.All.ShouldAllBe(change =>
            change.Value == null
            || !System.Text.Json.JsonSerializer.Serialize(change.Value, Json.Options).Contains("补名单", StringComparison.Ordinal)
        );
        return changes.All;
    }
}
