using System.Globalization;
using System.Text;
using Emergency.Domain;
using Emergency.Server.Across.Today;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Emergency.Server.Tests.Today;

/// <summary>Due items of a community with each thing once on each side of its day, for each asker.</summary>
public sealed class DuesTests(Borough town)
{
    [Fact]
    public async Task What_is_due_of_a_community_and_its_street_for_each_who_asks()
    {
        var world = await EdgeRegisters.Make(town);
        var dues = town.Service<IServiceProvider>().GetServices<IDueToday>().ToList();
        var text = new StringBuilder();
        foreach (
            var asked in (Asked[])
                [
                    world.Asking(Role.Secretary, EdgeRegisters.Here),
                    world.Asking(Role.ChildDirector, EdgeRegisters.Here),
                    world.Asking(Role.StreetOfficer, Borough.Street),
                ]
        )
        {
            var division = asked.Grants[0].Scope.Division;
            text.Append(CultureInfo.InvariantCulture, $"{world.Text(asked.Grants[0].Role)} of {division}\n");
            string[] communities = division.Length == 9 ? [EdgeRegisters.Here, EdgeRegisters.There] : [EdgeRegisters.Here];
            var all = dues.SelectMany(due =>
                due.Of(new(asked, world.Known, division, communities, world.Today.AddDays(EdgeRegisters.Ahead)))
            );
            foreach (var line in all.Select(world.Text).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"  {line}\n");
        }
        Frozen.Check("asked/dues.txt", text.ToString());
    }

    [Fact]
    public async Task Nothing_of_live_is_due_in_a_drill_but_what_is_played()
    {
        var world = await EdgeRegisters.Make(town);
        var asked = world.Asking(Role.StreetOfficer, Borough.Street) with { Realm = World.Drill };
        town.Service<IServiceProvider>()
            .GetServices<IDueToday>()
            .SelectMany(due => due.Of(new(asked, world.In(World.Drill), Borough.Street, [EdgeRegisters.Here], world.Today.AddDays(7))))
            .Select(one => one.Kind)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["goods", "loan-back", "loan-late", "order-approve", "stock-expired", "stock-expires", "stock-low", "transfer"]);
    }

    [Fact]
    public async Task Today_and_its_calendar()
    {
        var world = await EdgeRegisters.Make(town);
        var dues = town.Service<IServiceProvider>().GetServices<IDueToday>().ToList();
        var text = new StringBuilder();
        foreach (var asked in (Asked[])[world.Asking(Role.Secretary, EdgeRegisters.Here), world.Asking(Role.StreetOfficer, Borough.Street)])
        {
            var code = asked.Grants[0].Scope.Division;
            world.Lines(text, $"today of {code}", TodayEndpoints.Read(code, asked, world.Known, dues).Value);
            world.Lines(text, $"this month of {code}", TodayEndpoints.Calendar(code, asked, world.Known, dues).Value);
            world.Lines(
                text,
                $"the rest of the week of {code}",
                TodayEndpoints.Calendar(code, asked, world.Known, dues, world.Today.AddDays(1), world.Today.AddDays(5)).Value
            );
        }
        Frozen.Check("asked/today.txt", text.ToString());
    }

    /// <summary>Each row: from and to of a calendar, as days from today, and whether it is answered.</summary>
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 61, true)]
    [InlineData(0, 62, false)]
    [InlineData(1, 0, false)]
    public async Task A_calendar_has_at_most_62_days(int from, int to, bool given)
    {
        var world = await World.Make(town);
        TodayEndpoints
            .Calendar(
                EdgeRegisters.Here,
                world.Asking(Role.Secretary, EdgeRegisters.Here),
                world.Known,
                [],
                world.Today.AddDays(from),
                world.Today.AddDays(to)
            )
            .Problem.ShouldSatisfyAllConditions(problem => (problem is null).ShouldBe(given));
    }
}
