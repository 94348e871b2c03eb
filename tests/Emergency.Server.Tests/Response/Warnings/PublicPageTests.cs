using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Places;
using Emergency.Domain.Teams;
using Emergency.Hotlines.Cap;
using Emergency.Server.Foundation;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.Warnings;

public sealed class PublicPageTests(Borough borough) : IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Valley.Load(borough);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Answer> Page(string division, long? after = null) =>
        (await borough.Stranger.Get($"/api/public/{division}{(after is null ? "" : FormattableString.Invariant($"?after={after}"))}")).Is(
            200
        );

    private static string[] Names(Answer page) => [.. page["chiefs"].EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Fact]
    public async Task Whoever_asks_without_an_account_reads_warnings_shelters_and_numbers()
    {
        var duty = await Valley.Duty(borough);
        var taken = (await Bulletin.Fresh().Send(duty, borough.Stranger)).Is(201);
        var page = await Page(Valley.Here, taken.Position);
        page.Headers.CacheControl!.ToString().ShouldBe("public, max-age=30");
        page.String("name").ShouldBe("试岭村");
        var warning = page["warnings"].EnumerateArray().Single(one => one.GetProperty("id").GetString() == taken.String("id"));
        (warning.GetProperty("level").GetString(), warning.GetProperty("texts")[0].GetProperty("instruction").GetString()).ShouldBe(
            ("red", "低洼住户立即转移")
        );
        page["numbers"].EnumerateArray().Select(one => one.GetProperty("number").GetString()).ShouldBe(["119", "120", "110", "12345"]);
        var shelters = page["shelters"].EnumerateArray().Where(one => one.GetProperty("name").GetString() is "near" or "far").ToList();
        shelters.Select(one => one.GetProperty("name").GetString()).ShouldBe(["near", "far"]);
        shelters[0].GetProperty("metres").GetDouble().ShouldBeInRange(50, 150);
        (shelters[0].GetProperty("capacity").GetInt32(), shelters[0].GetProperty("indoor").GetBoolean()).ShouldBe((40, true));
        foreach (var nowhere in (string[])["4115", "411599", "411504001099", "x"])
            (await borough.Stranger.Get($"/api/public/{nowhere}")).Is(404);
    }

    [Fact]
    public async Task What_was_lifted_last_is_said_with_its_time_where_it_had_warned_and_an_exercise_is_not()
    {
        // A county of its own: others lift warnings of the valley at the same time, and count its streets.
        const string county = "411505",
            apart = "411505001001";
        foreach (
            var (code, name, kind) in ((string, string, string)[])
                [(county, "拟坝县", "县"), ("411505001", "拟坝镇", "镇"), (apart, "拟坝村", "村")]
        )
            await borough.Do(
                Entities.Place(Borough.Realm, code),
                new RegisterDivision(code, name, kind, new(2024, 1, 1), null, TimeProvider.System.GetUtcNow())
            );
        var (duty, there) = (
            await borough.As(Role.CountyDuty, county),
            Bulletin.Fresh() with
            {
                Area = new("拟坝村", [], [], [new("行政区划代码", apart)]),
            }
        );
        var taken = (await there.Send(duty, borough.Stranger)).Is(201);
        (await Page(apart, taken.Position)).Body.TryGetProperty("last", out _).ShouldBeFalse();
        var lifted = (await duty.Post($"/api/warnings/{taken.String("id")}/lift")).Is(200);
        var last = (await Page(apart, lifted.Position))["last"];
        (last.GetProperty("lifted").GetBoolean(), last.GetProperty("warning").GetProperty("id").GetString()).ShouldBe(
            (true, taken.String("id"))
        );
        last.GetProperty("at").GetDateTimeOffset().ShouldBe(TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(5));
        var exercise = (await (Bulletin.Fresh() with { Status = CapStatus.Exercise, Area = there.Area }).Send(duty, borough.Stranger)).Is(
            201
        );
        var over = (await duty.Post($"/api/warnings/{exercise.String("id")}/lift")).Is(200);
        (await Page(apart, over.Position))["last"].GetProperty("warning").GetProperty("id").GetString().ShouldBe(taken.String("id"));
    }

    [Fact]
    public async Task Everybody_finds_their_own_community_by_name_from_the_county_down()
    {
        static (string, string) Of(JsonElement one) => (one.GetProperty("code").GetString()!, one.GetProperty("name").GetString()!);
        var start = (await borough.Stranger.Get("/api/public")).Is(200);
        start.Headers.CacheControl!.ToString().ShouldBe("public, max-age=30");
        start["counties"].EnumerateArray().Select(Of).ShouldContain((Valley.County, "平岭县"));
        var county = await Page(Valley.County);
        county["below"].EnumerateArray().Select(Of).ShouldBe([(Valley.Street, "上坪镇"), (Valley.OtherStreet, "下坪镇")]);
        county.Body.TryGetProperty("above", out _).ShouldBeFalse();
        var street = await Page(Valley.Street);
        street["below"].EnumerateArray().Select(Of).ShouldBe([(Valley.Here, "试岭村"), (Valley.Next, "样沟村")]);
        Of(street["above"]).ShouldBe((Valley.County, "平岭县"));
        Of((await Page(Valley.Here))["above"]).ShouldBe((Valley.Street, "上坪镇"));
    }

    [Fact]
    public async Task Only_actual_public_warnings_in_force_now_are_shown()
    {
        var duty = await Valley.Duty(borough);
        var hidden = new List<string>();
        var last = 0L;
        foreach (
            var bulletin in (Bulletin[])
                [
                    Bulletin.Fresh() with
                    {
                        Status = CapStatus.Exercise,
                    },
                    Bulletin.Fresh() with
                    {
                        Status = CapStatus.Test,
                    },
                    Bulletin.Fresh() with
                    {
                        Status = CapStatus.Draft,
                    },
                    Bulletin.Fresh() with
                    {
                        Scope = CapScope.Restricted,
                    },
                    Bulletin.Fresh() with
                    {
                        Sent = new(2012, 5, 2, 0, 0, 0, TimeSpan.Zero),
                    },
                    Bulletin.Fresh() with
                    {
                        Sent = new(2150, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    },
                    Bulletin.Fresh() with
                    {
                        Area = new("另一个村", [], [], [new("行政区划代码", Valley.Away)]),
                    },
                ]
        )
        {
            var taken = (await bulletin.Send(duty, borough.Stranger)).Is(201);
            hidden.Add(taken.String("id")!);
            last = taken.Position!.Value;
        }
        var shown = await Page(Valley.Here, last);
        hidden.Where(id => shown.Text.Contains(id, StringComparison.Ordinal)).ShouldBeEmpty();
        (await Page(Valley.Away, last)).Text.ShouldContain(hidden[^1]);
        (await Page(Valley.County, last)).Text.ShouldContain(hidden[^1]);
    }

    [Fact]
    public async Task A_warning_that_the_citys_desk_and_the_countys_both_have_is_shown_once()
    {
        var bulletin = Bulletin.Fresh();
        var county = (await bulletin.Send(await Valley.Duty(borough), borough.Stranger)).Is(201);
        var city = (await bulletin.Send(await borough.As(Role.Operator, "4115"), borough.Stranger)).Is(201);
        (city.String("id") == county.String("id")).ShouldBeFalse();
        (await Page(Valley.Here, city.Position))["warnings"]
            .EnumerateArray()
            .Count(one => one.GetProperty("id").GetString() is { } id && (id == city.String("id") || id == county.String("id")))
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_shelter_says_in_one_word_whether_one_may_come()
    {
        string State(Answer page) =>
            page["shelters"]
                .EnumerateArray()
                .Single(one => one.GetProperty("name").GetString() == "word")
                .GetProperty("state")
                .GetString()!;
        var (id, now) = (new ShelterId(Guid.CreateVersion7()), TimeProvider.System.GetUtcNow());
        await borough.Do(
            Entities.Shelter(Borough.Realm, id),
            new RecordShelter(new(id, Valley.Away, "word", "学校", 3, 20, "全天", true, false, ["fire"], null, null), null, now)
        );
        State(await Page(Valley.Away)).ShouldBe("standby");
        await borough.Do(Entities.Shelter(Borough.Realm, id), new OpenShelter(Borough.By, now));
        State(await Page(Valley.Away)).ShouldBe("open");
        await borough.Do(Entities.Shelter(Borough.Realm, id), new CountShelter(3, Borough.By, now));
        State(await Page(Valley.Away)).ShouldBe("full");
    }

    [Fact]
    public async Task Nobody_who_has_not_agreed_is_ever_posted_and_who_takes_it_back_is_gone_at_once()
    {
        var secretary = await borough.As(Role.Secretary, Valley.Here);
        var before = await Page(Valley.Here);
        foreach (var secret in (string[])["严试格", "华拟组", "金例默", "1390000004"])
            before.Text.ShouldNotContain(secret);
        string Posting(MemberId member) => $"/api/communities/{Valley.Here}/team/members/{member}/posting";
        var agreed = (await secretary.Post(Posting(Valley.Chief), new { agreed = true })).Is(200);
        var self = await borough.As(Role.GroupLeader, Valley.Here, Valley.Leader, "G2");
        (await self.Post(Posting(Valley.Silent), new { agreed = true })).Is(403).Code.ShouldBe("scope.not-yours");
        agreed = (await self.Post(Posting(Valley.Leader), new { agreed = true })).Is(200);
        var page = await Page(Valley.Here, agreed.Position);
        Names(page).ShouldBe(["严试格", "华拟组"]);
        page["chiefs"][0].GetProperty("phones")[0].GetString().ShouldBe("13900000041");
        page.Text.ShouldNotContain("金例默");
        Names(await Page(Valley.Street, agreed.Position)).ShouldBeEmpty();
        (await secretary.Get($"/api/communities/{Valley.Here}/team", agreed))
            .Is(200)["items"]
            .EnumerateArray()
            .Count(one => one.GetProperty("posted").GetBoolean())
            .ShouldBe(2);

        var back = (await self.Post(Posting(Valley.Leader), new { agreed = false })).Is(200);
        Names(await Page(Valley.Here, back.Position)).ShouldBe(["严试格"]);
        await borough.Do(
            Entities.Team(Borough.Realm, Valley.Here),
            new RecordMembers(
                [await Valley.Of(borough, Valley.Chief, TeamRole.GridChief, "魏试新", "13900000049", "G1")],
                null,
                TimeProvider.System.GetUtcNow()
            )
        );
        var changed = await Page(Valley.Here);
        Names(changed).ShouldBeEmpty();
        foreach (var secret in (string[])["严试格", "魏试新", "1390000004"])
            changed.Text.ShouldNotContain(secret);
        (await secretary.Post(Posting(Valley.Chief), new { })).Is(400);
        (await secretary.Post(Posting(new(Guid.CreateVersion7())), new { agreed = true })).Is(404).Code.ShouldBe("team.unknown-member");
    }

    [Fact]
    public async Task No_resident_is_ever_on_it()
    {
        var page = await Page(Borough.Community);
        foreach (var secret in (string[])["陈试婆", "褚样娃", "卫拟壮", "冯试户", "13900000001", "13900000003", "王试书", "13900000002"])
            page.Text.ShouldNotContain(secret);
        page["chiefs"].GetArrayLength().ShouldBe(0);
    }
}
