using Emergency.Domain;
using Emergency.Domain.Communities;
using Emergency.Domain.Places;
using Emergency.Domain.Rhythms;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Today;

/// <summary>What is due of a street of its own; what is recorded there changes no other test's lines.</summary>
public sealed class TodayTests(Borough town)
{
    private const string Street = "411502391",
        Community = "411502391001";
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Day => Shanghai.Day(Now);

    private async Task Found()
    {
        foreach (var (code, name, kind) in ((string, string, string)[])[(Street, "试今街道", "街道"), (Community, "试今社区", "社区")])
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
    }

    private static IEnumerable<string> Kinds(Answer today, string list) =>
        today[list].EnumerateArray().Select(one => one.GetProperty("kind").GetString()!);

    private static LotFacts Lot(string name, DateOnly? expires, DateOnly? counted) =>
        new(new(Guid.CreateVersion7()), name, "照明", "支", 9, 1, expires, "物资点", null, null, counted);

    [Fact]
    public async Task What_is_late_comes_first_with_the_place_where_it_is_done_and_leaves_when_it_is_done()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var supplies = Entities.Supplies(Borough.Realm, Community);
        var (old, fresh) = (Lot("旧灯", Day.AddDays(-3), Day), Lot("新灯", Day.AddDays(4), Day));
        await town.Do(supplies, new RecordLots([old, fresh], null, Now));
        var seen = (await street.Get($"/api/today/{Street}")).Is(200);
        var first = seen["first"].EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "stock-expired");
        first.GetProperty("days").GetInt32().ShouldBe(3);
        first.GetProperty("link").GetString().ShouldBe($"/street?community={Community}#stock");
        Kinds(seen, "week").ShouldContain(one => one == "stock-expires");
        Kinds(seen, "today").ShouldContain(one => one == "plan-missing");
        seen["first"].GetArrayLength().ShouldBeLessThanOrEqualTo(5);
        await town.Do(supplies, new RecordLots([old with { ExpiresOn = Day.AddYears(2) }], null, Now));
        Kinds((await street.Get($"/api/today/{Street}")).Is(200), "first").ShouldNotContain(one => one == "stock-expired");
    }

    [Fact]
    public async Task What_came_round_is_due_once_until_it_is_done()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var (supplies, lot) = (Entities.Supplies(Borough.Realm, Community), Lot("担架灯", null, Day.AddDays(-40)));
        await town.Do(supplies, new RecordLots([lot], null, Now));
        var due = Now.AddDays(-20);
        foreach (var node in (int[])[1, 2])
            await town.Do(
                Entities.Round(DutyRhythm.Stocktaking, Community),
                new ComeRound(DutyRhythm.Stocktaking, Community, due, Misfire.Once, 60, due.AddMinutes(node))
            );
        async Task<int> Rounds()
        {
            var seen = (await street.Get($"/api/today/{Street}")).Is(200);
            return Kinds(seen, "first").Concat(Kinds(seen, "today")).Count(kind => kind == "round-stocktaking");
        }
        (await Rounds()).ShouldBe(1);
        await town.Do(supplies, new RecordLots([lot with { CheckedOn = Day }], null, Now));
        (await Rounds()).ShouldBe(0);
    }

    [Fact]
    public async Task The_calendar_says_where_holidays_are_not_announced_and_guesses_nothing()
    {
        await Found();
        var street = await town.As(Role.StreetOfficer, Street);
        var far = (await street.Get($"/api/today/{Street}/calendar?from=2039-06-01&to=2039-06-30")).Is(200);
        far["unknownYears"].EnumerateArray().Select(year => year.GetInt32()).ShouldBe([2039]);
        var count = far["items"].EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "round-stocktaking");
        count.GetProperty("sure").GetBoolean().ShouldBeFalse();
        count.GetProperty("on").GetString().ShouldBe("2039-06-01");
        (await street.Get($"/api/today/{Street}/calendar?from=2039-06-30&to=2039-06-01")).Is(400);
        (await street.Get($"/api/today/{Street}/calendar?from=2039-01-01&to=2039-12-31")).Is(400);
    }

    [Fact]
    public async Task A_street_sees_its_own_and_nothing_of_next_door()
    {
        await Found();
        (await (await town.As(Role.StreetOfficer, "411502392")).Get($"/api/today/{Street}")).Is(404);
        (await (await town.As(Role.Secretary, Community)).Get($"/api/today/{Street}")).Is(403);
        (await (await town.As(Role.Secretary, Community)).Get($"/api/today/{Community}")).Is(200);
        (await (await town.GridChief()).Get($"/api/today/{Borough.Community}")).Is(403);
    }
}
