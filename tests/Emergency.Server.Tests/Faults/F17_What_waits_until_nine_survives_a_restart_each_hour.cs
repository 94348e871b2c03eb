using Emergency.Domain;
using Emergency.Testing;

namespace Emergency.Server.Tests.Reactions;

public sealed partial class DueClockTests
{
    [Fact]
    public async Task F17_what_waits_until_nine_survives_a_restart_each_hour()
    {
        var due = await Set(TimeSpan.FromHours(10.5), start: false);
        for (var hour = 0; hour < 13; hour++)
        {
            await using var node = new Node(_feed, _entities, _time);
            await node.Start();
            await Pass(TimeSpan.FromHours(1));
            // The entity ignores reminders here, so each later node sends it again, under the same id.
            await Until.True(() => _entities.All.Count == Math.Max(0, hour - 9), "told once by each node since it is due");
        }
        _entities.All.Select(came => came.Meta.CommandId).Distinct().ShouldHaveSingleItem();
        _entities.All.First().Command.ShouldBe(new Remind(due));
    }
}
