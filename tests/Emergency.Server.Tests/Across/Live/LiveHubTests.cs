using System.Net;
using System.Text.Json.Nodes;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Domain.Places;
using Emergency.Domain.Stock;
using Emergency.Domain.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Testing;

namespace Emergency.Server.Tests.Live;

public sealed partial class LiveHubTests : IAsyncLifetime
{
    private const string County = "411502",
        Yiyang = "411502001001",
        Sanlidian = "411502001003";
    private LiveStage _stage = null!;

    public async ValueTask InitializeAsync() => _stage = await LiveStage.Open();

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    [Fact]
    public async Task Who_joins_a_county_sees_what_is_and_hears_what_comes()
    {
        await _stage.Told(_stage.MarkDue(Yiyang, "law"));
        var ear = await _stage.Listen(await _stage.SignIn("duty", Role.CountyDuty, County));
        var joined = await ear.Join("division", County);
        Triggers(Found(joined["snapshot"]!, Yiyang)).ShouldBe(["law"]);
        var marked = _stage.MarkDue(Yiyang, "drill");
        await Until.True(() => ear.Newest("plan", Yiyang) is not null, "the change is heard");
        Triggers(ear.Newest("plan", Yiyang)).ShouldBe(["law", "drill"]);
        var change = ear.Changed.ShouldHaveSingleItem();
        ((string?)change["group"]).ShouldBe("division/411502");
        ((long)change["position"]!).ShouldBe(marked.Position.Value);
    }

    [Fact]
    public async Task Streets_hear_that_a_roster_a_stock_or_a_register_changed_and_nothing_of_what_is_in_it()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (member, person) = (new MemberId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var contact = LiveStage.OpenSealing.Of(new MemberContact("王试书", ["13900000001"], null, null));
        await _stage.Told(
            _stage.Feed.Append(
                Entities.Team(Entities.Live, Yiyang),
                new MemberRecorded(new(member, TeamRole.Secretary, null, null, null, [], Availability.OnPost, contact), null, now)
            )
        );
        var ear = await _stage.Listen(await _stage.SignIn("street", Role.StreetOfficer, "411502001"));
        var joined = await ear.Join("division", "411502001");
        joined["snapshot"]!.AsArray().Single(change => (string?)change!["view"] == "team")!["value"]!["members"]!
            .GetValue<int>()
            .ShouldBe(1);
        var turn = _stage.Feed.Append(
            Entities.Team(Entities.Live, Yiyang),
            new DutyRostered(new(Shanghai.Day(now), Shift.Night, Post.Desk, member, now, now.AddHours(12), null), now)
        );
        _stage.Feed.Append(
            Entities.Supplies(Entities.Live, Yiyang),
            new LotRecorded(new(new(Guid.CreateVersion7()), "手电", "照明", "支", 1, 2, null, "物资点", null, null, null), null, now)
        );
        _stage.Feed.Append(
            Entities.Residents(Entities.Live, Yiyang),
            new PersonRecorded(
                new(
                    person,
                    null,
                    "G1",
                    LiveStage.OpenSealing.Of(new PersonContact("陈试婆", "女", ["13900000002"], null, "1号楼", null, 3, null, null)),
                    LiveStage.OpenSealing.Of(PersonSensitive.Unknown)
                ),
                null,
                now
            )
        );
        await Until.True(() => ear.Newest("register", Yiyang) is not null, "the register's change is heard");
        ear.Newest("team", Yiyang)!
            .ToJsonString()
            .ShouldBe($$"""{"community":"{{Yiyang}}","members":1,"turns":1,"at":{{turn.Position.Value}}}""");
        ear.Newest("stock", Yiyang)!["low"]!.GetValue<int>().ShouldBe(1);
        ear.Newest("register", Yiyang)!.AsObject().Select(one => one.Key).ShouldBe(["community", "at", "consentsAt"]);
    }

    [Fact]
    public async Task Who_left_hears_nothing_more()
    {
        var ear = await _stage.Listen(await _stage.SignIn("duty", Role.CountyDuty, County));
        await ear.Join("division", County);
        await ear.Join("division", Yiyang);
        await ear.Leave("division", County);
        await _stage.Told(_stage.MarkDue(Sanlidian, "law"));
        _stage.MarkDue(Yiyang, "law");
        await Until.True(() => ear.Newest("plan", Yiyang) is not null, "the group that was kept is heard");
        ear.Changed.ShouldAllBe(change => (string?)change["group"] == $"division/{Yiyang}");
    }

    [Fact]
    public async Task Each_second_everybody_is_told_how_far_everything_has_come()
    {
        var ear = await _stage.Listen(await _stage.SignIn("grid", Role.GridChief, Yiyang, "G1"));
        var marked = _stage.MarkDue(Yiyang, "law");
        await Until.True(
            () => ear.Heads.Count >= 2 && ear.Heads.Last() == marked.Position.Value,
            "two heads, the last at the newest event"
        );
    }

    [Fact]
    public async Task Whose_role_is_taken_away_leaves_the_group_and_hears_why()
    {
        var ear = await _stage.Listen(await _stage.SignIn("duty", Role.CountyDuty, County));
        await ear.Join("division", County);
        await ear.Join("me", "");
        await _stage.Folded(
            _stage.Feed.Append(
                LiveStage.Account("duty"),
                new GrantsChanged([new Grant(Role.Secretary, new Scope(Yiyang))], null, LiveStage.Street, TimeProvider.System.GetUtcNow())
            )
        );
        await Until.True(() => ear.Left.Count > 0, "it is told");
        ear.Left.ShouldHaveSingleItem().ShouldBe(("division/411502", "scope.not-yours"));
        (await ear.Join("division", Yiyang))["snapshot"].ShouldNotBeNull();
        await _stage.Told(_stage.MarkDue(Yiyang, "law"));
        await Until.True(() => ear.Newest("plan", Yiyang) is not null, "its own community is heard");
        ear.Changed.ShouldAllBe(change => (string?)change["group"] == $"division/{Yiyang}");
    }

    [Fact]
    public async Task Signing_out_ends_the_connection()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        var ear = await _stage.Listen(token);
        await ear.Join("division", County);
        await _stage.Sessions.End(new("duty"), [token.Session], TimeProvider.System.GetUtcNow(), CancellationToken.None);
        (await ear.Closed.InTime()).ShouldNotBeNull().ShouldContain("session.missing");
    }

    [Theory]
    [InlineData(Role.CountyDuty, "411503", "division", "411502", "not-found")]
    [InlineData(Role.StreetOfficer, "411502001", "division", "411502002", "not-found")]
    [InlineData(Role.StreetOfficer, "411502001", "division", "411502", "scope.not-yours")]
    [InlineData(Role.Secretary, "411502001001", "division", "411502001003", "scope.not-yours")]
    [InlineData(Role.Volunteer, "411502001001", "division", "411502001001", "scope.not-yours")]
    [InlineData(Role.CountyDuty, "411502", "me", "somebody-else", "not-found")]
    [InlineData(Role.CountyDuty, "411502", "incident", "0195f3a0-0000-7000-8000-000000000000", "not-found")]
    [InlineData(Role.CountyDuty, "411502", "doors", "0195f3a0-0000-7000-8000-000000000000/411502001001", "not-found")]
    [InlineData(Role.CountyDuty, "411502", "gossip", "1", "request.bad")]
    public async Task Who_may_not_listen_is_told_why(Role role, string division, string kind, string id, string code)
    {
        var ear = await _stage.Listen(await _stage.SignIn("somebody", role, division));
        (await ear.Refused(kind, id)).ShouldStartWith(code);
    }

    [Fact]
    public async Task A_realm_that_does_not_exist_is_refused()
    {
        var ear = await _stage.Listen(await _stage.SignIn("duty", Role.CountyDuty, County));
        (await ear.Refused("division", County, "drill-7")).ShouldBe("realm.unknown");
    }

    [Fact]
    public async Task A_grid_chief_hears_the_own_community()
    {
        var ear = await _stage.Listen(await _stage.SignIn("grid", Role.GridChief, Yiyang, "G1"));
        (await ear.Join("division", Yiyang))["snapshot"].ShouldNotBeNull();
        (await ear.Refused("division", "411502001")).ShouldStartWith("scope.not-yours");
    }

    [Fact]
    public async Task Only_our_own_pages_and_programs_with_a_token_in_the_header_come_in()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        var cookie = ("Cookie", $"{Features.Accounts.SessionToken.Cookie}={token}");
        var bearer = ("Authorization", $"Bearer {token}");
        (await _stage.Knock()).ShouldBe(HttpStatusCode.Unauthorized);
        (await _stage.Knock($"/live?access_token={token}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await _stage.Knock("/live", cookie)).ShouldBe(HttpStatusCode.Forbidden);
        (await _stage.Knock("/live", cookie, ("Origin", "https://elsewhere.example"))).ShouldBe(HttpStatusCode.Forbidden);
        (await _stage.Knock("/live", bearer, ("Origin", "https://elsewhere.example"))).ShouldBe(HttpStatusCode.Forbidden);
        (await _stage.Knock("/live", cookie, ("Origin", $"http://{_stage.Address.Authority}"))).ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await _stage.Knock("/live", bearer)).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    private static JsonNode? Found(JsonNode items, string key) =>
        items.AsArray().FirstOrDefault(item => (string?)item!["key"] == key)?["value"];

    private static IReadOnlyList<string> Triggers(JsonNode? plan) =>
        [.. plan?["dueFor"]?.AsArray().Select(trigger => (string)trigger!) ?? []];
}
