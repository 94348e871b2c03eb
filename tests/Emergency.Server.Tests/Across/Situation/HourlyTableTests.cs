using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Engine;
using Emergency.Server.Across.Situation;
using Emergency.Server.Features.Incidents.DoorChecks;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Views;
using Emergency.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using static Emergency.Server.Tests.Fixtures.BoroughRegisters;

namespace Emergency.Server.Tests.Situation;

/// <summary>State of the doors at each full hour.</summary>
public sealed class HourlyTableTests(Borough town)
{
    /// <summary>Each row: hours since the incident began at half past eight, and the rows of the table.</summary>
    [Theory]
    [InlineData(0, "09:00 6/0", "09:00 6/0")]
    [InlineData(1, "09:00 6/0", "10:00 6/0", "10:00 6/0")]
    [InlineData(3, "09:00 6/0", "10:00 6/0", "11:00 6/2", "12:00 6/6", "12:00 6/6")]
    public async Task Each_hour_stands_as_it_was_and_the_last_row_is_now(int hours, params string[] rows) =>
        (await Table(World.Start.AddHours(hours)))
            .Select(row => $"{row.At.ToOffset(TimeSpan.FromHours(8)):HH:mm} {row.People.ToMove}/{row.People.Moved}")
            .ShouldBe(rows);

    [Fact]
    public async Task Of_more_than_72_hours_the_newest_are_told()
    {
        var rows = await Table(World.Start.AddHours(100));
        (rows.Count, rows[0].At, rows[^1].At).ShouldBe((72, World.Start.AddHours(30), World.Start.AddHours(100)));
    }

    // Counted at nine, one door at half past ten, another on the stroke of eleven, which is after the row of eleven, the last at half past
    // eleven.
    private async Task<IReadOnlyList<HourShown>> Table(DateTimeOffset now)
    {
        var world = await World.Make(town);
        var id = world.New<IncidentId>("the fire");
        var doors = Entities.Doors(Entities.Live, id, Borough.Community);
        var (opened, by) = (World.Start.AddMinutes(-30), World.As(Role.GridChief, GridChief));
        world.Now = opened;
        world.Happen(
            doors,
            new DoorsCounted(
                id,
                Borough.Community,
                1,
                [],
                [new(Elder, 1), new(Child, 2), new(OtherUnit, 3)],
                [],
                [],
                [],
                [],
                world.Now,
                AreaPurpose.Check
            )
        );
        foreach (var (home, minutes) in ((HouseholdId, int)[])[(Child, 90), (Elder, 120), (OtherUnit, 150)])
        {
            world.Now = World.Start.AddMinutes(minutes);
            if (world.Now <= now)
                world.Happen(
                    doors,
                    new HouseholdChecked(id, Borough.Community, home, DoorState.Safe, [], new(null, null, null), by, world.Now)
                );
        }
        var view = town.Service<IServiceProvider>().GetServices<IView>().Single(one => one.State == typeof(DoorsKnown));
        return await HourlyTable.Rows(view, Listed(world.All.Where(one => one.Entity == doors)), id, AreaPurpose.Check, opened, now);
    }

    private static async IAsyncEnumerable<Happened> Listed(IEnumerable<Happened> all)
    {
        foreach (var one in all)
            yield return one;
        await Task.CompletedTask;
    }
}
