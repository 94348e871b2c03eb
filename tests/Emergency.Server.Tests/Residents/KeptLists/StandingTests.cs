using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.KeptLists;

public sealed class StandingTests(Borough borough)
{
    private const string Code = Borough.Community;
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    private Task<Resident> Chief(string building = "1号楼") => borough.As(Role.BuildingChief, Code, building: building);

    private static IEnumerable<JsonElement> Items(Answer list) =>
        list["lists"].EnumerateArray().SelectMany(part => part.GetProperty("items").EnumerateArray());

    private static JsonElement Of(Answer list, PersonId person) =>
        Items(list).Single(item => item.GetProperty("personId").GetGuid() == person.Value);

    private async Task<List<AccessRecorded>> Records(AccountId by)
    {
        var log = new List<AccessRecorded>();
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Borough.Realm, Shanghai.Day(TimeProvider.System.GetUtcNow()), Borough.County),
                await borough.Feed.Head(CancellationToken.None),
                CancellationToken.None
            )
        )
            if (happened.Event is AccessRecorded record && record.By.Account == by)
                log.Add(record);
        return log;
    }

    [Fact]
    public async Task A_grid_chief_keeps_doors_needs_and_numbers_and_a_child_without_its_name()
    {
        var chief = await borough.GridChief();
        var list = (await chief.Post("/api/standing/keep")).Is(200);
        var woman = Of(list, BoroughRegisters.OldWoman);
        woman.GetProperty("door").GetProperty("building").GetString().ShouldBe("1号楼");
        woman.GetProperty("salutation").GetString().ShouldBe("陈奶奶");
        woman.GetProperty("dial")[0].GetProperty("phone").GetString().ShouldBe("13900000001");
        var child = Of(list, BoroughRegisters.LeftBehind);
        child.GetProperty("masked").GetBoolean().ShouldBeTrue();
        list.Text.ShouldNotContain("褚");
        list.Text.ShouldNotContain("陈试婆");
        list["hours"].GetInt32().ShouldBe(12);
        var record = (await Records(chief.Account)).Last(one => one.Purpose == AccessPurpose.Standing);
        record.Access.ToString().ShouldBe(list["lists"][0].GetProperty("listId").GetString());
        record.Persons.ShouldContain(BoroughRegisters.OldWoman);
        record.Persons.Count.ShouldBe(list["count"].GetInt32());
    }

    [Fact]
    public async Task That_it_was_opened_is_recorded_with_why_under_the_record_of_keeping_it()
    {
        var chief = await borough.GridChief();
        var list = (await chief.Post("/api/standing/keep")).Is(200);
        var id = list["lists"][0].GetProperty("listId").GetGuid();
        var opened = TimeProvider.System.GetUtcNow().AddHours(-2);
        var body = new
        {
            list = id,
            reason = "停电，没有信号",
            openedAt = opened,
        };
        (await chief.Post($"/api/communities/{Code}/standing/opened", body)).Is(200);
        var record = (await Records(chief.Account)).Last(one => one.Purpose == AccessPurpose.StandingOpened);
        record.Of.ShouldBe(new AccessId(id));
        var words = borough.Sealing.Open<FreeText>(record.Reason!.Value)!.Text;
        words.ShouldContain("停电，没有信号");
        words.ShouldContain(opened.ToUniversalTime().ToString("O"));
        (await chief.Post($"/api/communities/{Code}/standing/opened", new { list = id, reason = " " })).Is(400);
    }

    [Fact]
    public async Task A_building_chief_keeps_door_and_need_while_it_is_given_and_nothing_before_and_after()
    {
        var (chief, secretary) = (await Chief(), await borough.Secretary());
        (await chief.Post("/api/standing/keep")).Is(403).Code.ShouldBe("standing.not-yours");
        (await secretary.Post($"/api/communities/{Code}/standing/give", new { account = chief.Account.Key, until = Today.AddDays(31) }))
            .Is(422)
            .Code.ShouldBe("standing.term");
        (await secretary.Post($"/api/communities/{Code}/standing/give", new { account = chief.Account.Key, until = Today.AddDays(30) })).Is(
            200
        );
        (await chief.Get("/api/standing")).Is(200)["items"][0].GetProperty("until").GetString().ShouldBe($"{Today.AddDays(30):yyyy-MM-dd}");
        var list = (await chief.Post("/api/standing/keep")).Is(200);
        list["lists"][0].GetProperty("bare").GetBoolean().ShouldBeTrue();
        Of(list, BoroughRegisters.OldWoman).GetProperty("dial").GetArrayLength().ShouldBe(0);
        foreach (var secret in (string[])["陈", "奶奶", "1390000", "elder-alone", "left-behind", "小朋友"])
            list.Text.ShouldNotContain(secret);
        var desk = (await secretary.Get($"/api/communities/{Code}/standing")).Is(200);
        desk["chiefs"]
            .EnumerateArray()
            .Single(one => one.GetProperty("account").GetString() == chief.Account.Key)
            .GetProperty("until")
            .GetString()
            .ShouldBe($"{Today.AddDays(30):yyyy-MM-dd}");
        (await secretary.Post($"/api/communities/{Code}/standing/take-back", new { account = chief.Account.Key })).Is(200);
        (await chief.Post("/api/standing/keep")).Is(403).Code.ShouldBe("standing.not-yours");
        (await chief.Get("/api/standing")).Is(200)["items"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Only_doors_of_the_own_building_are_on_a_building_chiefs_list()
    {
        var (chief, secretary) = (await Chief("9号楼"), await borough.Secretary());
        (await secretary.Post($"/api/communities/{Code}/standing/give", new { account = chief.Account.Key, until = Today })).Is(200);
        (await chief.Post("/api/standing/keep")).Is(200)["count"].GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task It_is_given_to_building_chiefs_of_the_community_and_by_nobody_but_its_secretary()
    {
        var (grid, secretary, chief) = (await borough.GridChief(), await borough.Secretary(), await Chief());
        var path = $"/api/communities/{Code}/standing/give";
        (await secretary.Post(path, new { account = grid.Account.Key, until = Today })).Is(422).Code.ShouldBe("standing.no-chief");
        (await grid.Post(path, new { account = chief.Account.Key, until = Today })).Is(403);
        (await grid.Get($"/api/communities/{Code}/standing")).Is(200)["chiefs"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_paper_is_numbered_recorded_with_why_and_gone_when_two_have_signed()
    {
        var (secretary, grid) = (await borough.Secretary(), await borough.GridChief());
        var path = $"/api/communities/{Code}/standing/papers";
        var first = (await secretary.Post(path, new { building = "1号楼", reason = "汛期备用" })).Is(200);
        var second = (await secretary.Post(path, new { building = "没有这栋", reason = "汛期备用" })).Is(200);
        second["number"].GetInt32().ShouldBe(first["number"].GetInt32() + 1);
        second["items"].GetArrayLength().ShouldBe(0);
        first.Text.ShouldContain("陈奶奶");
        (await Records(secretary.Account))
            .Where(one => one is { Purpose: AccessPurpose.Print, Reason: not null, Persons.Count: > 0 })
            .Select(one => borough.Sealing.Open<FreeText>(one.Reason!.Value)!.Text)
            .ShouldContain("汛期备用", StringComparer.Ordinal);
        var destroyed = $"{path}/{first["number"].GetInt32()}/destroyed";
        (await secretary.Post(destroyed)).Is(200);
        (await secretary.Post(destroyed)).Is(409).Code.ShouldBe("standing.same-signer");
        Paper(await secretary.Get($"/api/communities/{Code}/standing"), first)!.Value.GetProperty("signedByMe").GetBoolean().ShouldBeTrue();
        (await grid.Post(destroyed)).Is(200);
        Paper(await secretary.Get($"/api/communities/{Code}/standing"), first).ShouldBeNull();
        (await grid.Post(path, new { reason = "我也要" })).Is(403);
    }

    private static JsonElement? Paper(Answer desk, Answer printed) =>
        desk.Is(200)["papers"]
            .EnumerateArray()
            .Where(one => one.GetProperty("number").GetInt32() == printed["number"].GetInt32())
            .Select(one => (JsonElement?)one)
            .FirstOrDefault();
}
