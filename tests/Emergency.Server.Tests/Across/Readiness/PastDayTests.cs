using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Domain.Rhythms;
using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Across.Reactions;
using Emergency.Server.Across.Readiness;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Readiness;

/// <summary>A county of its own with one street and one community, whose days end.</summary>
public sealed class PastDayTests(Borough town)
{
    private const string County = "411581",
        Street = "411581001",
        Community = "411581001001";
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
    private static DateOnly Today => Shanghai.Day(Now);

    private Task Found() => Found((County, "试例县", "县"), (Street, "试例街道", "街道"), (Community, "试例社区", "社区"));

    private async Task Found(params (string Code, string Name, string Kind)[] divisions)
    {
        foreach (var (code, name, kind) in divisions)
            await town.Do(Entities.Place(Borough.Realm, code), new RegisterDivision(code, name, kind, new(2024, 1, 1), null, Now));
    }

    private async Task YesterdayEnds(string street)
    {
        var midnight = Shanghai.At(Today, TimeOnly.MinValue);
        await town.Do(
            Entities.Round(DutyRhythm.ReadinessDay, street),
            new ComeRound(DutyRhythm.ReadinessDay, street, midnight, Misfire.Skip, 60, midnight.AddSeconds(1))
        );
    }

    private static string? Mark(Answer seen, string cells, string duty)
    {
        var place = seen["duties"].EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList().IndexOf(duty);
        return seen["communities"][0].TryGetProperty(cells, out var row) ? row[place].GetProperty("mark").GetString() : null;
    }

    [Fact]
    public async Task What_is_mended_today_was_lacking_yesterday_and_a_day_nobody_kept_is_not_known()
    {
        await Found();
        await YesterdayEnds(Street);
        var duty = await town.As(Role.CountyDuty, County);
        var (yesterday, path) = ($"{Today.AddDays(-1):yyyy-MM-dd}", $"/api/readiness/{Street}");
        await Until.TrueAsync(
            async () => (await duty.Get($"{path}?day={yesterday}")).Is(200)["kept"].GetBoolean(),
            "yesterday is kept when it has ended"
        );
        var id = new MemberId(Guid.CreateVersion7());
        await town.Do(
            Entities.Team(Borough.Realm, Community),
            new RecordMembers(
                [
                    new(
                        id,
                        TeamRole.Responder,
                        null,
                        null,
                        null,
                        [],
                        Availability.OnPost,
                        await town.Seal(id.Value, new MemberContact("王试值", ["13900000009"], null, null))
                    ),
                ],
                null,
                Now
            )
        );
        var seen = (await duty.Get($"{path}?day={yesterday}")).Is(200);
        Mark(seen, "then", "team").ShouldBe("late");
        Mark(seen, "cells", "team").ShouldBe("met");
        seen["packs"].EnumerateArray().Select(pack => pack.GetProperty("id").GetString()).ShouldContain(one => one == "xinyang");

        var county = (await duty.Get($"/api/readiness/{County}/summary?day={yesterday}")).Is(200);
        var place = county["duties"].EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToList().IndexOf("team");
        county["rows"][0].GetProperty("then")[place].GetProperty("late").GetInt32().ShouldBe(1);
        county["rows"][0].GetProperty("cells")[place].GetProperty("met").GetInt32().ShouldBe(1);
        county["own"]
            .EnumerateArray()
            .Select(one => one.GetProperty("duty").GetProperty("id").GetString())
            .ShouldContain(one => one == "command-system");
        // The county's own duties are stored with the first of its streets; an earlier day is unknown.
        county["own"].EnumerateArray().ShouldAllBe(one => one.GetProperty("then").GetProperty("mark").GetString() != null);
        (await duty.Get($"/api/readiness/{County}/summary?day=2019-01-01"))
            .Is(200)["own"]
            .EnumerateArray()
            .Select(one => one.TryGetProperty("then", out var then) && then.ValueKind != JsonValueKind.Null)
            .ShouldAllBe(known => !known);

        var before = (await duty.Get($"{path}?day=2019-01-01")).Is(200);
        before["kept"].GetBoolean().ShouldBeFalse();
        Mark(before, "then", "team").ShouldBeNull();
        (await duty.Get($"{path}?day={Today.AddDays(1):yyyy-MM-dd}")).Is(400);
        (await duty.Get($"/api/readiness/{County}/paper?day={yesterday}")).Is(200);
        (await (await town.As(Role.CountyCommander, "4115")).Get("/api/readiness/4115/summary"))
            .Is(200)["rows"]
            .EnumerateArray()
            .Select(row => row.GetProperty("code").GetString())
            .ShouldContain(one => one == County);
        (await duty.Get("/api/readiness/4115/summary")).Is(404);
    }

    [Fact]
    public async Task Of_two_streets_the_one_nobody_has_read_yet_is_there_beside_the_one_that_was()
    {
        const string county = "411583";
        string[] streets = [$"{county}001", $"{county}002"];
        await Found([
            (county, "试邻县", "县"),
            .. streets.Select(one => (one, "试邻街道", "街道")),
            .. streets.Select(one => ($"{one}001", "试邻社区", "社区")),
        ]);
        var (duty, yesterday) = (await town.As(Role.CountyDuty, county), $"{Today.AddDays(-1):yyyy-MM-dd}");
        async Task<bool> Kept(string street) => (await duty.Get($"/api/readiness/{street}?day={yesterday}")).Is(200)["kept"].GetBoolean();
        await YesterdayEnds(streets[0]);
        await Until.TrueAsync(() => Kept(streets[0]), "the first street is kept, and was read");
        await YesterdayEnds(streets[1]);
        await Until.TrueAsync(
            async () =>
                (await duty.Get($"/api/readiness/{county}/summary?day={yesterday}"))
                    .Is(200)["rows"]
                    .EnumerateArray()
                    .Count(row => row.TryGetProperty("then", out var then) && then.ValueKind == JsonValueKind.Array) == 2,
            "both are there"
        );
    }

    [Fact]
    public void A_street_without_a_community_keeps_nothing()
    {
        var table = town.Service<EvidenceTable>();
        var came = new RoundCame(DutyRhythm.ReadinessDay, "411599001", Now, Now);
        var happened = new Happened(default, Entities.Round(DutyRhythm.ReadinessDay, "411599001"), 1, "round.came.v1", default!, came);
        new DayEndsReadinessKept(table).React(happened, town.Folding.Now).ShouldBeEmpty();
    }
}
