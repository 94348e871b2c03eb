using System.Globalization;
using System.Text.Json;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Communities;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;

namespace Emergency.Server.Tests.Places;

/// <summary>撤并/拆分 over HTTP, on a server that is killed in the middle.</summary>
public sealed class DivisionChangeTests
{
    private const string Path = $"/api/streets/{QuarterRegisters.Street}/division-change",
        East = $"{QuarterRegisters.Street}011",
        West = $"{QuarterRegisters.Street}012",
        Password = ServerFixture.Password;
    private static readonly string Today = Shanghai.Day(TimeProvider.System.GetUtcNow()).ToString("O", CultureInfo.InvariantCulture);

    private static async Task<RunningServer> Town(params string[] options)
    {
        var server = await RunningServer.StartFor(QuarterRegisters.City, options);
        using var clerk = await server.SignIn("operator", RunningServer.OperatorPassword);
        await QuarterRegisters.Load(clerk);
        await QuarterRegisters.Import(
            clerk,
            "hazards",
            QuarterRegisters.Here,
            "hazards.csv",
            $"""
            hazard_id,type,level,description,community_code,lon,lat,radius_m,responsible_id,found_on,status
            Z1,外墙脱落,一般,外墙（示例）,{QuarterRegisters.Here},,,,,2024-03-13,整改中
            """
        );
        await Account("street", Role.StreetOfficer, QuarterRegisters.Street);
        await Account("duty", Role.CountyDuty, QuarterRegisters.County);
        await Account("other", Role.StreetOfficer, QuarterRegisters.Away[..9]);
        using var street = await server.SignIn("street", Password);
        var secretary = QuarterRegisters.Member(QuarterRegisters.Here, Role.Secretary);
        await Account(
            "secretary",
            Role.Secretary,
            QuarterRegisters.Here,
            new { community = QuarterRegisters.Here, member = secretary },
            street
        );
        return server;

        Task Account(string name, Role role, string division, object? member = null, Api? by = null) =>
            server.Account(
                clerk,
                new
                {
                    account = name,
                    password = Password,
                    grants = new[] { new Grant(role, new(division)) },
                    member,
                },
                by
            );
    }

    private static object Split() =>
        new
        {
            old = new[] { QuarterRegisters.Here },
            @new = new[] { new { code = East, name = "试阳东社区" }, new { code = West, name = "试阳西社区" } },
            from = Today,
        };

    private static List<(string Thing, string Kind, string? To)> Things(Answer read) =>
        [
            .. read["current"]
                .GetProperty("things")
                .EnumerateArray()
                .Select(one =>
                    (
                        one.GetProperty("thing").GetString()!,
                        one.GetProperty("kind").GetString()!,
                        one.TryGetProperty("to", out var to) ? to.GetString() : null
                    )
                ),
        ];

    private static async Task Say(Api street, string? to, params IEnumerable<string> things) =>
        (await street.Post($"{Path}/say", new { things, to })).Is(200);

    private static async Task<int> Households(Api who, string code) =>
        (await who.Get($"/api/communities/{code}")).Is(200)["residents"].GetProperty("households").GetInt32();

    [Fact, Long("a process and kill of its own")]
    public async Task A_split_survives_a_kill_in_the_middle_and_everything_is_where_it_was_said_once()
    {
        await using var server = await Town(RunningServer.Apart);
        int homes,
            people;
        string whoWentWest;
        using (var street = await server.SignIn("street", Password))
        using (var author = await server.SignIn("secretary", Password))
        {
            (await author.Post($"/api/communities/{QuarterRegisters.Here}/plan/submit", new { })).Is(200);
            (await street.Post($"/api/communities/{QuarterRegisters.Here}/plan/approve", new { })).Is(200);
            var before = (await street.Get($"/api/communities/{QuarterRegisters.Here}")).Is(200)["residents"];
            (homes, people) = (before.GetProperty("households").GetInt32(), before.GetProperty("people").GetInt32());
            (await street.Post(Path, Split())).Is(200);
            var things = Things((await street.Get(Path)).Is(200));
            things
                .Select(one => one.Kind)
                .Distinct(StringComparer.Ordinal)
                .ShouldBe(["household", "member", "lot", "plan", "shelter", "hazard"], true);
            (await street.Post($"{Path}/ask", new { })).Is(409).Code.ShouldBe("division.not-said");

            var first = whoWentWest = things.First(one => one.Kind == "household").Thing;
            await Say(street, East, things.Where(one => one.Thing != first).Select(one => one.Thing));
            // The assignments are kept: another page loads them.
            Things((await street.Get(Path)).Is(200)).Single(one => one.To is null).Thing.ShouldBe(first);
            (await street.Get(Path)).Is(200)["current"].GetProperty("unsaid").GetInt32().ShouldBe(1);
            await Say(street, West, first);
            var asked = (await street.Post($"{Path}/ask", new { })).Is(202);
            (await street.Post($"{Path}/ask", new { })).Is(409).Code.ShouldBe("division.waits");
            (await street.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(403);
            (await Households(street, QuarterRegisters.Here)).ShouldBe(homes);
            using var duty = await server.SignIn("duty", Password);
            (await duty.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200);
        }
        await server.Kill();
        await server.Begin();
        using var again = await server.SignIn("street", Password);
        await Until.TrueAsync(async () => (await again.Get(Path)).Is(200)["done"].GetArrayLength() == 1, "everything has gone");

        var (east, west) = (await again.Get($"/api/communities/{East}"), await again.Get($"/api/communities/{West}"));
        (Count(east, "households"), Count(west, "households")).ShouldBe((homes - 1, 1));
        (Count(east, "people") + Count(west, "people")).ShouldBe(people);
        (await Households(again, QuarterRegisters.Here)).ShouldBe(0);
        east["counts"].GetProperty("members").GetInt32().ShouldBe(8);
        (east["counts"].GetProperty("lots").GetInt32(), east["counts"].GetProperty("shelters").GetInt32()).ShouldBe((1, 1));
        (east["counts"].GetProperty("hazards").GetInt32(), west["counts"].GetProperty("hazards").GetInt32()).ShouldBe((1, 0));
        east["plan"].GetProperty("inForce").GetString().ShouldBe("2026-1");

        // The old community is history: in no list, and found by its code, with the places of its people.
        (await again.Get($"/api/divisions/{QuarterRegisters.Street}/communities"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("code").GetString())
            .ShouldBe([QuarterRegisters.Next, East, West]);
        var old = (await again.Get($"/api/communities/{QuarterRegisters.Here}")).Is(200);
        old["counts"].GetProperty("hazards").GetInt32().ShouldBe(0);
        old["successors"].EnumerateArray().Select(one => one.GetProperty("code").GetString()).ShouldBe([East, West]);
        // Nothing begins there any more, by hand or by file, and the answer names the new community; requests that the law grants a person
        // at any time are done.
        foreach (
            var (path, body) in ((string, object)[])
                [
                    ($"/api/communities/{QuarterRegisters.Here}/plan/headings", new { }),
                    ($"/api/communities/{QuarterRegisters.Here}/team/members", new { }),
                    ($"/api/communities/{QuarterRegisters.Here}/hazards", new { }),
                    ($"/api/stores/{QuarterRegisters.Here}/lots", new { }),
                ]
        )
        {
            var refused = (await again.Post(path, body)).Is(409);
            refused.Code.ShouldBe("division.ended", path);
            refused.Arguments.ShouldBe(["试阳社区", "试阳东社区、试阳西社区"]);
        }
        using (var file = new ByteArrayContent("hazard_id\nZ2"u8.ToArray()))
            (await again.Send(HttpMethod.Post, $"/api/imports/hazards?division={QuarterRegisters.Here}&file=hazards.csv", file))
                .Is(409)
                .Code.ShouldBe("division.ended");
        // The same holds for a row of the street's own file.
        using (var file = new ByteArrayContent("姓名,职务,联系电话,社区\n试庚,网格长,13900000007,试阳社区"u8.ToArray()))
            (await again.Send(HttpMethod.Post, $"/api/imports/team?division={QuarterRegisters.Street}&file=team.csv&dryRun=true", file))
                .Is(200)["files"][0]
                .GetProperty("findings")[0]
                .GetProperty("message")
                .GetString()
                .ShouldBe("这个社区（村）已经拆分或合并，现在归试阳东社区、试阳西社区：请改这一格");
        (await again.Post($"/api/communities/{QuarterRegisters.Here}/team/members/{Guid.CreateVersion7()}/erase", new { }))
            .Is(400)
            .Code.ShouldBe("request.bad");
        // Its secretary acts for the secretary's present community.
        using var secretary = await server.SignIn("secretary", Password);
        (await secretary.Get($"/api/communities/{East}/residents")).Is(200)["items"].GetArrayLength().ShouldBeGreaterThan(0);
        (await secretary.Get($"/api/communities/{QuarterRegisters.Here}/residents")).Status.ShouldBeOneOf(403, 404);
        await ItsHistoryIsRead(server, again, homes, whoWentWest);

        static int Count(Answer community, string what) => community.Is(200)["residents"].GetProperty(what).GetInt32();
    }

    /// <summary>
    /// Checks roster and team, plan with its paper, stock with its movements, and where each went: visible to the street's officers, and to
    /// nobody of another street.
    /// </summary>
    private static async Task ItsHistoryIsRead(RunningServer server, Api street, int homes, string whoWentWest)
    {
        const string past = $"/api/communities/{QuarterRegisters.Here}/ended";
        var ended = (await street.Get(past)).Is(200);
        var members = ended["members"].EnumerateArray().ToList();
        members.Count.ShouldBe(8);
        members.ShouldAllBe(one => one.GetProperty("to").GetString() == East);
        var things = ended["things"].EnumerateArray().ToList();
        things
            .Where(one => one.GetProperty("kind").GetString() == "household")
            .ToList()
            .ShouldSatisfyAllConditions(
                all => all.Count.ShouldBe(homes),
                all => all.ShouldAllBe(one => one.GetProperty("label").GetString() != ""),
                all => all.Single(one => one.GetProperty("to").GetString() == West).GetProperty("thing").GetString().ShouldBe(whoWentWest)
            );
        things
            .Select(one => one.GetProperty("kind").GetString())
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(["household", "member", "lot", "plan", "shelter", "hazard"], true);
        things
            .Where(one => one.GetProperty("kind").GetString() is "shelter" or "hazard" or "lot")
            .ShouldAllBe(one => one.GetProperty("label").GetString() != "" && one.GetProperty("to").GetString() == East);
        var lot = ended["stock"].EnumerateArray().ShouldHaveSingleItem();
        lot.GetProperty("quantity").GetInt32().ShouldBeGreaterThan(0);
        (await street.Get($"/api/stores/{QuarterRegisters.Here}/lots/{lot.GetProperty("id").GetString()}/history"))
            .Is(200)["items"]
            .EnumerateArray()
            .Select(one => one.GetProperty("what").GetString())
            .ShouldContain(what => what == "supplies.lot-passed");
        (await street.Get($"/api/communities/{QuarterRegisters.Here}/plan/versions")).Is(200)["items"].GetArrayLength().ShouldBe(1);
        (await street.Get($"/api/communities/{QuarterRegisters.Here}/plan/paper?nth=1")).Is(200);
        (await street.Get($"/api/communities/{QuarterRegisters.Here}/plan/paper.docx?nth=1")).Is(200);

        // Names are masked until somebody opens them, and the opening is recorded.
        var secretary = members.Single(one => one.GetProperty("role").GetString() == "secretary");
        var mask = secretary.GetProperty("mask").GetString()!;
        mask.ShouldEndWith("*");
        var opened = (await street.Post($"{past}/open?member={secretary.GetProperty("id").GetString()}", new { })).Is(200);
        opened["items"]
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("name")
            .GetString()
            .ShouldSatisfyAllConditions(name => name!.ShouldStartWith(mask[..1]), name => name!.ShouldNotContain('*'));
        opened.String("access").ShouldNotBeEmpty();

        using var other = await server.SignIn("other", Password);
        (await other.Get(past)).Status.ShouldBeOneOf(403, 404);
        (await other.Post($"{past}/open", new { })).Status.ShouldBeOneOf(403, 404);
        using var duty = await server.SignIn("duty", Password);
        (await duty.Get(past)).Is(200);
        using var theirs = await server.SignIn("secretary", Password);
        (await theirs.Get(past)).Status.ShouldBeOneOf(403, 404);
        // A community that has not ended has no history.
        (await street.Get($"/api/communities/{East}/ended")).Is(404);
    }

    [Fact]
    public void What_is_done_in_an_ended_community_all_the_same_are_routes_there_are()
    {
        var routes = Directory
            .EnumerateFiles(System.IO.Path.Combine(Material.Root, "tests", "frozen", "api"), "*.json")
            .Select(file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)))
            .Where(api => api.TryGetProperty("paths", out _))
            .SelectMany(api => api.GetProperty("paths").EnumerateObject().Select(path => path.Name))
            .ToHashSet(StringComparer.Ordinal);
        EndedCommunity
            .StillDone.Where(path =>
                !routes.Contains($"/api/communities/{{code}}/{path}") && !routes.Contains($"/api/stores/{{code}}/{path}")
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_merge_into_a_community_that_is_there_keeps_its_plan_and_bad_input_changes_nothing()
    {
        await using var server = await Town();
        using var street = await server.SignIn("street", Password);
        using var other = await server.SignIn("other", Password);
        using var duty = await server.SignIn("duty", Password);
        (await other.Get(Path)).Status.ShouldBeOneOf(403, 404);
        (await duty.Post(Path, Split())).Is(403);
        await Refused(
            400,
            new
            {
                old = new[] { "411502001" },
                @new = new[] { new { code = East, name = "例" } },
                from = Today,
            }
        );
        await Refused(
            400,
            new
            {
                old = new[] { QuarterRegisters.Here },
                @new = new[] { new { code = East, name = " " } },
                from = Today,
            }
        );
        await Refused(
            409,
            new
            {
                old = new[] { QuarterRegisters.Here },
                @new = new[] { new { code = "411502002011", name = "例" } },
                from = Today,
            },
            "division.outside"
        );
        await Refused(
            404,
            new
            {
                old = new[] { $"{QuarterRegisters.Street}077" },
                @new = new[] { new { code = East, name = "例" } },
                from = Today,
            },
            "division.unknown"
        );
        (await street.Post($"{Path}/say", new { things = new[] { "lot/1" }, to = East })).Is(409).Code.ShouldBe("division.none");

        var merge = new
        {
            old = new[] { QuarterRegisters.Next },
            @new = new[] { new { code = QuarterRegisters.Here, name = "" } },
            from = Today,
        };
        (await street.Post(Path, merge)).Is(200);
        // Only one change at a time: no community is split here and merged there.
        await Refused(409, Split(), "division.in-hand");
        (await street.Post($"{Path}/drop", new { })).Is(200);
        (await street.Post(Path, merge)).Is(200);
        var things = Things((await street.Get(Path)).Is(200)).Select(one => one.Thing).ToList();
        (await street.Post($"{Path}/say", new { things, to = West })).Is(409).Code.ShouldBe("division.not-new");
        (await street.Post($"{Path}/say", new { things, to = "" })).Is(409).Code.ShouldBe("division.cannot-end");
        (await street.Post($"{Path}/say", new { things = new[] { "household/0" }, to = "" }))
            .Is(409)
            .Code.ShouldBe("division.unknown-thing");
        await Say(street, QuarterRegisters.Here, things);
        var fire = (
            await duty.Post(
                "/api/incidents",
                new
                {
                    title = "样火",
                    category = "fire",
                    community = QuarterRegisters.Next,
                }
            )
        ).Is(201);
        (await street.Get(Path)).Is(200)["current"].GetProperty("blocks").EnumerateArray().Single().GetString().ShouldBe("incident");
        (await street.Post($"{Path}/ask", new { })).Is(409).Code.ShouldBe("division.incident-runs");
        (await duty.Post($"/api/incidents/{fire.String("id")}/withdraw", new { reason = "看错了" })).Is(200);
        (int here, int next) = (await Households(street, QuarterRegisters.Here), await Households(street, QuarterRegisters.Next));
        var asked = (await street.Post($"{Path}/ask", new { })).Is(202);
        (await duty.Post($"/api/confirmations/{asked.String("confirmation")}/confirm", new { })).Is(200).String("stage").ShouldBe("done");
        await Until.TrueAsync(async () => (await street.Get(Path)).Is(200)["done"].GetArrayLength() == 1, "everything has gone");
        (await Households(street, QuarterRegisters.Here)).ShouldBe(here + next);
        var whole = (await street.Get($"/api/divisions/{QuarterRegisters.Here}/boundary")).Is(200)["geometry"];
        whole.GetProperty("coordinates").GetArrayLength().ShouldBe(2);
        // An ended community is neither split nor merged again, nor merged into.
        await Refused(409, merge, "division.over");
        await Refused(
            409,
            new
            {
                old = new[] { QuarterRegisters.Here },
                @new = new[] { new { code = QuarterRegisters.Next, name = "" } },
                from = Today,
            },
            "division.over"
        );

        async Task Refused(int status, object body, string? code = null)
        {
            var answer = (await street.Post(Path, body)).Is(status);
            if (code is not null)
                answer.Code.ShouldBe(code);
        }
    }
}
