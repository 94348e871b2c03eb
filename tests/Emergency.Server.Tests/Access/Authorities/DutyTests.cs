using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Authorities;

public sealed class DutyTests(Borough borough)
{
    private const string Here = $"/api/authorities/{Borough.OtherStreet}/duty",
        County = $"/api/authorities/{Borough.County}/duty";

    private Task<Resident> Officer() => borough.As(Role.StreetOfficer, Borough.OtherStreet);

    private static string Day(int days) =>
        Shanghai.Day(TimeProvider.System.GetUtcNow()).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// Puts a leader and a desk officer, and nobody else, on the running shift and on the next one, whole days around now; returns their
    /// ids.
    /// </summary>
    private static async Task<IReadOnlyList<Guid>> Man(Resident by, string path)
    {
        foreach (var before in (await by.Get($"{path}/officers")).Is(200)["items"].EnumerateArray())
            (await by.Post($"{path}/officers/{before.GetProperty("id").GetGuid()}/remove")).Is(200);
        var recorded = (
            await by.Post(
                $"{path}/officers",
                new
                {
                    officers = new[]
                    {
                        new
                        {
                            name = "试带班",
                            title = "主任",
                            phone = "139-0000-8001",
                        },
                        new
                        {
                            name = "例值守",
                            title = "值班员",
                            phone = "139-0000-8002",
                        },
                    },
                }
            )
        ).Is(200);
        Guid[] ids = [.. recorded["ids"].EnumerateArray().Select(id => id.GetGuid())];
        var turns = new[] { (0, "day"), (0, "night"), (1, "day"), (-1, "night") }.SelectMany(watch =>
            ids.Select(
                (id, i) =>
                    new
                    {
                        day = Day(watch.Item1),
                        shift = watch.Item2,
                        post = i == 0 ? "lead" : "desk",
                        officer = id,
                    }
            )
        );
        foreach (var turn in turns)
            (await by.Post($"{path}/turns", turn)).Is(200);
        return ids;
    }

    [Fact]
    public async Task A_street_rosters_its_own_desk_and_everybody_below_sees_who_has_it_without_a_name()
    {
        var street = await Officer();
        await Man(street, Here);
        foreach (var reader in new[] { street, await borough.Duty(), await borough.As(Role.GridChief, Borough.Distant, null, "G1") })
        {
            var shown = (await reader.Get(Here)).Is(200);
            shown["now"]
                .GetProperty("items")
                .EnumerateArray()
                .Select(one => (one.GetProperty("post").GetString(), one.GetProperty("mask").GetString()))
                .ShouldBe([("lead", "试**"), ("desk", "例**")]);
            foreach (var secret in (string[])["试带班", "139-0000-8001"])
                shown.Text.ShouldNotContain(secret);
        }
        (await (await borough.As(Role.StreetOfficer, Borough.Street)).Get(Here)).Is(404);
        (await (await borough.As(Role.CountyDuty, Borough.OtherCounty)).Get(Here)).Is(404);
        (await (await borough.UnitChief()).Get($"/api/authorities/{Borough.Street}/duty")).Is(403);
    }

    [Fact]
    public async Task A_call_to_a_street_rings_who_keeps_its_desk_and_then_who_leads_the_shift()
    {
        await Man(await Officer(), Here);
        (await borough.Folding.At(await borough.Feed.Head(), TimeSpan.FromSeconds(30), CancellationToken.None)).ShouldNotBeNull();
        string? Phone(CallRung who) =>
            OnCall.Of(borough.Folding.Now, Borough.Realm, Borough.OtherStreet, who, TimeProvider.System.GetUtcNow()).Phone;
        (Phone(CallRung.Duty), Phone(CallRung.Deputy)).ShouldBe(("139-0000-8002", "139-0000-8001"));
    }

    [Fact]
    public async Task Nobody_writes_the_roster_of_another_authority_not_even_the_county_of_its_street()
    {
        (await (await borough.Duty()).Post($"{Here}/officers", new { officers = new[] { new { name = "试某", phone = "139" } } }))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        (await (await Officer()).Post($"{County}/officers", new { officers = new[] { new { name = "试某", phone = "139" } } })).Is(403);
        (await (await borough.Duty()).Post($"{Here}/hand-over", new { day = Day(0), shift = "day" })).Is(403);
        (await (await Officer()).Get($"/api/authorities/{Borough.Distant}/duty")).Is(404);
    }

    [Fact]
    public async Task Names_and_numbers_are_given_after_it_was_written_down_who_read_them()
    {
        var ids = await Man(await borough.Duty(), County);
        var reader = await borough.Secretary();
        var before = await borough.Feed.Head();
        // A read waits for the writes of others; the opened list has the same position.
        (await reader.Get(County)).Is(200);
        var opened = (await reader.Post($"{County}/open")).Is(200);
        opened["items"]
            .EnumerateArray()
            .Select(one => (one.GetProperty("name").GetString(), one.GetProperty("phones")[0].GetString()))
            .ShouldBe([("试带班", "139-0000-8001"), ("例值守", "139-0000-8002")], ignoreOrder: true);
        var access = opened["access"].GetGuid();
        var log = new List<AccessRecorded>();
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Entities.Live, Shanghai.Day(TimeProvider.System.GetUtcNow()), Borough.County),
                await borough.Feed.Head()
            )
        )
            if (happened.Position.Value > before.Value)
                log.Add((AccessRecorded)happened.Event);
        log.Single(record => record.Access.Value == access).Persons.Select(person => person.Value).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task After_the_hand_over_the_next_shift_has_the_desk_and_the_note_stays_with_the_authority()
    {
        var county = await borough.As(Role.CountyDuty, Borough.OtherCounty);
        var path = $"/api/authorities/{Borough.OtherCounty}/duty";
        await Man(county, path);
        var planned = (await county.Get(path)).Is(200);
        var now = planned["now"];
        (
            await county.Post(
                $"{path}/hand-over",
                new
                {
                    day = now.GetProperty("day").GetString(),
                    shift = now.GetProperty("shift").GetString(),
                    note = "金桥路积水，城管在抽",
                }
            )
        ).Is(200);
        var taken = (await county.Get(path)).Is(200);
        (taken["now"].GetProperty("shift").GetString(), taken.String("note"), taken.String("takenBy")).ShouldBe(
            (now.GetProperty("shift").GetString(), "金桥路积水，城管在抽", "county-duty")
        );
        taken.Body.TryGetProperty("lateSince", out _).ShouldBeFalse();
        (await (await borough.As(Role.Secretary, $"{Borough.OtherCounty}001001")).Get(path)).Is(200).Text.ShouldNotContain("金桥路");
        (await county.Post($"{path}/hand-over", new { day = Day(9), shift = "day" })).Is(409).Code.ShouldBe("desk.nobody-rostered");
        var journal = new List<string>();
        await foreach (var happened in borough.Feed.Stream(Entities.Desk(Borough.Realm, Borough.OtherCounty), await borough.Feed.Head()))
            journal.Add(JsonSerializer.Serialize(happened.Event, happened.Event.GetType(), Json.Options));
        foreach (var secret in (string[])["金桥路", "试带班", "139-0000-8001"])
            journal.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal), secret);
    }

    [Fact]
    public async Task Who_is_removed_is_on_no_turn_to_come_and_what_is_off_is_said_by_its_path()
    {
        var (street, path) = (await Officer(), Here);
        var ids = await Man(street, path);
        (await street.Post($"{path}/officers/{ids[1]}/remove")).Is(200);
        (await street.Get($"{path}/roster?day={Day(1)}"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("officer").GetGuid())
            .ShouldBe([ids[0]]);
        var known = (await street.Get($"{path}/officers"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("id").GetGuid())
            .ToList();
        (known.Contains(ids[0]), known.Contains(ids[1])).ShouldBe((true, false));
        (await street.Post($"{path}/officers/{ids[1]}/remove")).Is(404).Code.ShouldBe("desk.unknown-officer");
        (
            await street.Post(
                $"{path}/turns",
                new
                {
                    day = Day(1),
                    shift = "day",
                    post = "response",
                    officer = ids[0],
                }
            )
        ).Is(400).Arguments.ShouldBe(["$.post: lead or desk"]);
        (await street.Post($"{path}/officers", new { officers = new[] { new { name = "", phone = "拨我" } } }))
            .Is(400)
            .Arguments.Count.ShouldBe(2);
        (
            await street.Post(
                $"{path}/turns/strike",
                new
                {
                    day = Day(1),
                    shift = "day",
                    post = "lead",
                    officer = ids[0],
                }
            )
        ).Is(200);
        (await street.Get($"{path}/roster?day={Day(1)}")).Is(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Desks_that_add_turns_in_the_same_second_lose_none_and_of_two_changes_one_is_told()
    {
        var (one, other) = (await Officer(), await borough.As(Role.StreetOfficer, Borough.OtherStreet));
        var recorded = (
            await one.Post(
                $"{Here}/officers",
                new
                {
                    officers = Enumerable
                        .Range(0, 8)
                        .Select(n => new
                        {
                            name = $"试值{n}",
                            title = "值班员",
                            phone = $"139-0000-81{n:00}",
                        }),
                }
            )
        ).Is(200);
        Guid[] ids = [.. recorded["ids"].EnumerateArray().Select(id => id.GetGuid())];
        var turns = ids.Select(officer => new
            {
                day = "2031-04-05",
                shift = "day",
                post = "desk",
                officer,
            })
            .ToList();
        var added = await Task.WhenAll(turns.Select((turn, n) => (n % 2 == 0 ? one : other).Post($"{Here}/turns", turn)));
        foreach (var answer in added)
            answer.Is(200);
        (await other.Get($"{Here}/roster?day=2031-04-05", added.MaxBy(answer => answer.Position)!))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(turn => turn.GetProperty("officer").GetGuid())
            .ShouldBe(ids, ignoreOrder: true);

        var swapped = await Task.WhenAll(Swap(one, ids[0], "day"), Swap(other, ids[0], "night"));
        swapped.Count(answer => answer.Status == 200).ShouldBe(1);
        swapped.Single(answer => answer.Status != 200).Is(409).Code.ShouldBe("desk.turn-gone");
        (await other.Get($"{Here}/roster?day=2031-04-05", swapped.Single(answer => answer.Status == 200)))
            .Is(200)["items"]
            .GetArrayLength()
            .ShouldBe(8);
        (await one.Post($"{Here}/turns", turns[1] with { day = "2031-04-06" })).Is(200);
        (await one.Post($"{Here}/turns/change", new { was = turns[1] with { day = "2031-04-06" }, now = turns[1] }))
            .Is(409)
            .Code.ShouldBe("desk.turn-taken");

        Task<Answer> Swap(Resident by, Guid officer, string shift) =>
            by.Post(
                $"{Here}/turns/change",
                new { was = turns[0], now = turns[0] with { officer = officer, shift = shift, post = "lead" } }
            );
    }
}
