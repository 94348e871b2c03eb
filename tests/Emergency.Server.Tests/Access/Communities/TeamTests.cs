using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Engine;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Communities;

public sealed class TeamTests(Borough town)
{
    private const string Team = $"/api/communities/{Borough.Community}/team";

    [Fact]
    public async Task The_list_of_members_names_nobody()
    {
        var answer = (await (await town.Secretary()).Get(Team)).Is(200);
        var secretary = answer["items"].EnumerateArray().First();
        secretary.GetProperty("role").GetString().ShouldBe("secretary");
        secretary.GetProperty("mask").GetString().ShouldBe("王**");
        answer["items"]
            .EnumerateArray()
            .Single(item => Id(item) == BoroughRegisters.Desk.Value)
            .GetProperty("onDuty")
            .EnumerateArray()
            .Single()
            .GetString()
            .ShouldBe("desk");
        foreach (var secret in (string[])["王试书", "13900000002"])
            answer.Text.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_list_comes_page_by_page_with_nobody_twice_and_nobody_left_out()
    {
        var (duty, seen, path, before) = (await town.Duty(), new List<Guid>(), $"{Team}?limit=3", Members());
        for (var next = ""; next is not null; )
        {
            var page = (await duty.Get(path + next)).Is(200);
            seen.AddRange(page["items"].EnumerateArray().Select(Id));
            next = page.Body.TryGetProperty("next", out var more) ? $"&next={more.GetString()}" : null;
        }
        // Other tests can add or remove a member meanwhile.
        var after = Members();
        before.Intersect(after).Except(seen).ShouldBeEmpty("nobody is left out");
        seen.Except(before).Except(after).ShouldBeEmpty("nobody is made up");
        seen.ShouldBeUnique();
        (await duty.Get($"{Team}?limit=201")).Is(400).Code.ShouldBe("request.bad");

        List<Guid> Members() => [.. town.Folding.Now.Of<TeamsKnown>().Of(Borough.Community).Members.Keys.Select(id => id.Value)];
    }

    [Fact]
    public async Task Names_and_phones_are_given_only_after_it_was_written_down_who_read_whom()
    {
        var answer = (await (await town.Secretary()).Post($"{Team}/open")).Is(200);
        answer["items"].EnumerateArray().First().GetProperty("name").GetString().ShouldBe("王试书");
        answer["items"].EnumerateArray().First().GetProperty("phones")[0].GetString().ShouldBe("13900000002");
        var access = answer["access"].GetGuid();
        var log = new List<AccessRecorded>();
        await foreach (
            var happened in town.Feed.Stream(
                Entities.Audit(Entities.Live, Shanghai.Day(TimeProvider.System.GetUtcNow()), Borough.County),
                new Position(answer.Position!.Value),
                TestContext.Current.CancellationToken
            )
        )
            log.Add((AccessRecorded)happened.Event);
        log.Single(record => record.Access.Value == access)
            .Persons.Select(person => person.Value)
            .ShouldBe(answer["items"].EnumerateArray().Select(Id), ignoreOrder: true);
    }

    [Fact]
    public async Task A_grid_chief_gets_the_numbers_of_the_own_grid_of_the_committee_and_of_who_is_on_duty()
    {
        var chief = await town.As(Role.GridChief, Borough.Community, null, "G2");
        var names = (await chief.Post($"{Team}/open"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("name").GetString())
            .ToList();
        names.ShouldContain("王试书", StringComparer.Ordinal);
        names.ShouldContain("吴拟值", StringComparer.Ordinal);
        names.ShouldNotContain("钱试单", StringComparer.Ordinal);
        (await (await town.UnitChief()).Post($"{Team}/open")).Is(403);
    }

    [Fact]
    public async Task A_night_put_on_the_roster_begins_at_eight_in_the_evening_and_ends_at_eight()
    {
        var secretary = await town.Secretary();
        var turn = new
        {
            day = "2031-03-05",
            shift = "night",
            post = "response",
            member = BoroughRegisters.Volunteer,
        };
        var rostered = (await secretary.Post($"{Team}/duty", turn)).Is(200);
        var item = (await secretary.Get($"{Team}/roster?day=2031-03-05", rostered)).Is(200)["items"].EnumerateArray().Single();
        item.GetProperty("from")
            .GetDateTimeOffset()
            .ShouldBe(DateTimeOffset.Parse("2031-03-05T20:00+08:00", System.Globalization.CultureInfo.InvariantCulture));
        item.GetProperty("to")
            .GetDateTimeOffset()
            .ShouldBe(DateTimeOffset.Parse("2031-03-06T08:00+08:00", System.Globalization.CultureInfo.InvariantCulture));
        item.GetProperty("mask").GetString().ShouldBe("郑**");
        var struck = (await secretary.Post($"{Team}/duty/strike", turn)).Is(200);
        (await secretary.Get($"{Team}/roster?day=2031-03-05", struck))["items"].GetArrayLength().ShouldBe(0);
        (await secretary.Post($"{Team}/duty", turn with { member = new MemberId(Guid.CreateVersion7()) }))
            .Is(404)
            .Code.ShouldBe("team.unknown-member");
        (await secretary.Post($"{Team}/duty", new { day = "2031-03-05" })).Is(400).Arguments.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Desks_that_add_turns_in_the_same_second_lose_none_and_of_two_changes_one_is_told()
    {
        var (secretary, street) = (await town.Secretary(), await town.StreetOfficer());
        var members = town.Folding.Now.Of<TeamsKnown>().Of(Borough.Community).Members.Keys.Take(8).ToList();
        var turns = members
            .Select(member => new
            {
                day = "2031-04-05",
                shift = "day",
                post = "response",
                member,
            })
            .ToList();
        var added = await Task.WhenAll(turns.Select((turn, n) => (n % 2 == 0 ? secretary : street).Post($"{Team}/duty", turn)));
        foreach (var one in added)
            one.Is(200);
        var last = added.MaxBy(one => one.Position)!;
        (await street.Get($"{Team}/roster?day=2031-04-05", last))["items"]
            .EnumerateArray()
            .Select(item => item.GetProperty("member").GetGuid())
            .ShouldBe(members.Select(member => member.Value), ignoreOrder: true);

        object Swap(string post) => new { was = turns[0], now = turns[0] with { post = post } };
        var swapped = await Task.WhenAll(
            secretary.Post($"{Team}/duty/change", Swap("lead")),
            street.Post($"{Team}/duty/change", Swap("desk"))
        );
        swapped.Count(one => one.Status == 200).ShouldBe(1);
        swapped.Single(one => one.Status != 200).Is(409).Code.ShouldBe("team.turn-gone");
        (await street.Get($"{Team}/roster?day=2031-04-05", swapped.Single(one => one.Status == 200)))["items"].GetArrayLength().ShouldBe(8);
        (await street.Post($"{Team}/duty/change", new { was = turns[1] })).Is(400).Code.ShouldBe("request.bad");
    }

    [Fact]
    public async Task Everybody_hears_when_their_own_next_turn_begins_and_only_who_keeps_a_post_until_when()
    {
        var (secretary, chief) = (await town.Secretary(), await town.UnitChief());
        var turn = new
        {
            day = "2031-03-07",
            shift = "night",
            post = "response",
            member = BoroughRegisters.UnitChief,
        };
        var rostered = (await secretary.Post($"{Team}/duty", turn)).Is(200);
        var mine = (await chief.Get("/api/me/duty", rostered)).Is(200);
        mine["next"]
            .GetDateTimeOffset()
            .ShouldBeLessThanOrEqualTo(DateTimeOffset.Parse("2031-03-07T20:00+08:00", System.Globalization.CultureInfo.InvariantCulture));
        var desk = (await (await town.As(Role.Responder, Borough.Community, BoroughRegisters.Desk)).Get("/api/me/duty")).Is(200);
        desk.String("post").ShouldBe("desk");
        desk["until"].GetDateTimeOffset().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        (await secretary.Post($"{Team}/duty/strike", turn)).Is(200);
    }

    [Fact]
    public async Task Everybody_says_for_themselves_that_they_are_away_and_the_secretary_for_all()
    {
        var chief = await town.OtherUnitChief();
        (await chief.Post($"{Team}/members/{BoroughRegisters.OtherUnitChief}/availability", new { availability = "away" })).Is(200);
        (await chief.Post($"{Team}/members/{BoroughRegisters.BuildingChief}/availability", new { availability = "away" }))
            .Is(403)
            .Code.ShouldBe("scope.not-yours");
        var back = (
            await (await town.Secretary()).Post(
                $"{Team}/members/{BoroughRegisters.OtherUnitChief}/availability",
                new { availability = "on-post" }
            )
        ).Is(200);
        (await (await town.Secretary()).Get(Team, back))["items"]
            .EnumerateArray()
            .Single(item => Id(item) == BoroughRegisters.OtherUnitChief.Value)
            .GetProperty("availability")
            .GetString()
            .ShouldBe("on-post");
    }

    private static Guid Id(JsonElement item) => item.GetProperty("id").GetGuid();
}
