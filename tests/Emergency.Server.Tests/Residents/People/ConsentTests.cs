using System.Text;
using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Server.Tests.Attachments;
using Emergency.Server.Tests.Fixtures;
using Emergency.Server.Tests.Scopes;

namespace Emergency.Server.Tests.People;

/// <summary>
/// Consent per field group and purpose over HTTP, and the fields hidden once it is withdrawn. All persons are fictitious.
/// </summary>
public sealed partial class ConsentTests(Quarter quarter) : IClassFixture<Quarter>
{
    private const string Here = $"/api/communities/{QuarterRegisters.Here}";

    private static async Task<Guid> Entered(Api who, string name, string? health = null, int bornIn = 1950, string? idNumber = null) => (
            await who.Post(
                $"{Here}/residents",
                new
                {
                    how = "found",
                    person = new
                    {
                        name,
                        bornIn,
                        kinds = new[] { "disabled" },
                        building = "拟意楼",
                        phones = new[] { "139-0000-0401" },
                        health,
                        idNumber,
                    },
                    why = "上门登记",
                }
            )
        ).Is(200)["id"].GetGuid();

    private static Task<Answer> Say(Api who, Guid person, object said) => who.Post($"{Here}/residents/{person}/consents", said);

    private static async Task Said(Api who, Guid person, string answer, params string[] uses)
    {
        (
            await Say(
                who,
                person,
                new
                {
                    answer,
                    uses = uses.Length == 0 ? ["health-care"] : uses,
                    witness = "邻居何拟人在场",
                }
            )
        ).Is(200);
        // A GET waits until the view has the write.
        (await who.Get($"{Here}/residents?limit=1")).Is(200);
    }

    private static async Task<Answer> Opened(Api who, Guid person)
    {
        (await who.Get($"{Here}/residents?limit=1")).Is(200);
        return (await who.Post($"{Here}/residents/{person}/reveal", new { reason = "上门探访" })).Is(200);
    }

    private static async Task<string> State(Api who, Guid person, string use = "health-care") =>
        (await who.Get($"{Here}/residents/{person}/consents"))
            .Is(200)["bases"]
            .Items()
            .Single(one => one.Has("use") && one.Of("use") == use)
            .Of("state");

    [Fact]
    public async Task Illness_is_shown_with_consent_alone_and_leaves_every_place_when_it_is_withdrawn()
    {
        var (secretary, street) = (await quarter.As(Role.Secretary), await quarter.As(Role.StreetOfficer));
        const string ill = "拟病示踪七四一",
            number = "411502195001019740";
        var person = await Entered(secretary, "何试意", ill, idNumber: number);
        (await Opened(secretary, person)).Body.Has("health").ShouldBeFalse("nobody was asked");
        (await State(secretary, person)).ShouldBe("not-asked");
        await Nowhere(ill, person, number);

        await Said(secretary, person, "given");
        (await Opened(secretary, person)).String("health").ShouldBe(ill);
        (await secretary.Get($"{Here}/residents/{person}/history")).Is(200).Text.ShouldContain(ill);
        (await Preview(number)).ShouldContain(ill);

        await Said(street, person, "withdrawn");
        (await State(secretary, person)).ShouldBe("withdrawn");
        (await Opened(secretary, person)).Body.Has("health").ShouldBeFalse("withdrawn");
        await Nowhere(ill, person, number);
        // An old list with a yes does not bring the consent back.
        await QuarterRegisters.Import(
            quarter.Clerk,
            "residents",
            QuarterRegisters.Here,
            "old.csv",
            $"name,id_no,consent,community_code\n何试意,{number},是,{QuarterRegisters.Here}\n"
        );
        (await Opened(secretary, person)).Body.Has("health").ShouldBeFalse("by an old list");
    }

    /// <summary>
    /// Checks every route that loads something of a community or a person, every list and file, and the preview of an import.
    /// </summary>
    private async Task Nowhere(string ill, Guid person, string number)
    {
        var routes = (await Route.All(quarter.Clerk))
            .Where(route => route.Method == "GET" && Slot().Matches(route.Path).All(slot => slot.Value is "{code}" or "{personId}"))
            .ToList();
        routes.Count.ShouldBeGreaterThan(40);
        var asked = 0;
        foreach (var role in (Role[])[Role.Secretary, Role.StreetOfficer, Role.ChildDirector, Role.GridChief, Role.CountyDuty])
        {
            var who = await quarter.As(role);
            foreach (var route in routes.Where(route => route.Path.Contains("{code}", StringComparison.Ordinal)))
            {
                var answer = await who.Get(
                    route
                        .Path.Replace("{code}", QuarterRegisters.Here, StringComparison.Ordinal)
                        .Replace("{personId}", person.ToString(), StringComparison.Ordinal)
                );
                asked += answer.Status == 200 ? 1 : 0;
                answer.Text.ShouldNotContain(ill, Case.Sensitive, $"{role} {route}");
            }
            foreach (
                var (path, body) in ((string, object)[])
                    [
                        ($"/api/divisions/{QuarterRegisters.Here}/residents/find", new { words = "何试意" }),
                        (
                            $"/api/divisions/{QuarterRegisters.Here}/lists/residents/file",
                            new
                            {
                                form = "csv",
                                why = "核对",
                                receiver = "街道",
                            }
                        ),
                        ($"{Here}/residents/{person}/reveal", new { reason = "上门探访" }),
                        ($"{Here}/residents/{person}/correct", new { was = new { health = "别的" }, now = new { health = "又别的" } }),
                    ]
            )
                (await who.Post(path, body)).Text.ShouldNotContain(ill, Case.Sensitive, $"{role} {path}");
        }
        asked.ShouldBeGreaterThan(60);
        (await Preview(number)).ShouldNotContain(ill);
    }

    private async Task<string> Preview(string number)
    {
        using var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"name,id_no,special_needs,community_code\n何试意,{number},助听器,{QuarterRegisters.Here}\n")
        );
        var address = $"/api/imports/residents?division={QuarterRegisters.Here}&file=new.csv&dryRun=true";
        var looked = (await quarter.Clerk.Send(HttpMethod.Post, address, content)).Is(200);
        looked["preview"].GetProperty("changes").Items().ShouldContain(one => one.Of("field") == "special_needs", looked.Text);
        return looked.Text;
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1_000)]
    private static partial Regex Slot();

    [Fact]
    public async Task Photos_of_a_person_are_shown_with_consent_alone_and_doors_things_and_papers_without()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "何试影");
        var files = $"{Here}/attachments/person/{person}";
        async Task<Answer> Add(string what)
        {
            using var content = Pictures.Content(Pictures.Png());
            return await secretary.Send(HttpMethod.Post, $"{files}?what={what}", content);
        }
        async Task<string[]> Listed() => [.. (await secretary.Get(files)).Is(200)["items"].Items().Select(one => one.Of("what"))];
        // A person who was not asked has not agreed.
        (await Add("photo"))
            .Is(409)
            .Code.ShouldBe("attachment.photo-refused");
        var (door, paper) = ((await Add("thing")).Is(201)["id"].GetGuid(), (await Add("consent")).Is(201)["id"].GetGuid());
        (await Listed()).ShouldBe(["thing", "consent"]);
        await Said(secretary, person, "given", "photo-care");
        var photo = (await Add("photo")).Is(201)["id"].GetGuid();
        (await Listed()).ShouldBe(["thing", "consent", "photo"]);

        (await Say(secretary, person, new { answer = "withdrawn", uses = new[] { "photo-care" } })).Is(200);
        (await Listed()).ShouldBe(["thing", "consent"]);
        (await secretary.Get($"{files}/{photo}")).Is(404);
        (await Add("photo")).Is(409).Code.ShouldBe("attachment.photo-refused");

        (
            await Say(
                secretary,
                person,
                new
                {
                    answer = "given",
                    uses = new[] { "photo-care", "health-care" },
                    paper,
                }
            )
        ).Is(200);
        (await Listed()).ShouldBe(["thing", "consent", "photo"]);
        // A photo, a door, or somebody else's file shows nothing of a consent.
        foreach (var other in (Guid[])[photo, door, Guid.CreateVersion7()])
            (
                await Say(
                    secretary,
                    person,
                    new
                    {
                        answer = "given",
                        uses = new[] { "health-clinic" },
                        paper = other,
                    }
                )
            ).Is(404).Code.ShouldBe("attachment.unknown");
    }

    [Fact]
    public async Task Of_a_minor_the_guardian_decides_and_no_caregiver_and_of_an_adult_nobody_else()
    {
        var secretary = await quarter.As(Role.Secretary);
        var child = await Entered(secretary, "何试童", bornIn: 2018);
        async Task<Guid> Stands(string role, string name) => (
                await secretary.Post(
                    $"{Here}/residents/{child}/guardians",
                    new
                    {
                        guardian = new
                        {
                            role,
                            name,
                            from = "2026-01-01",
                            to = "2099-01-01",
                            notice = "2026-01-01",
                        },
                    }
                )
            ).Is(200)["id"].GetGuid();
        var (carer, mother) = (await Stands("委托照护人", "何拟婆"), await Stands("监护人", "何拟妈"));
        Task<Answer> By(Guid? guardian, Guid? person = null) =>
            Say(
                secretary,
                person ?? child,
                new
                {
                    answer = "given",
                    uses = new[] { "health-care" },
                    witness = "何拟人",
                    guardian,
                }
            );
        (await secretary.Get($"{Here}/residents?limit=1")).Is(200);
        foreach (var wrong in (Guid?[])[carer, null, Guid.CreateVersion7()])
            (await By(wrong)).Is(403).Code.ShouldBe("residents.consent-by-guardian");
        (await By(mother)).Is(200);
        var shown = (await secretary.Get($"{Here}/residents/{child}/consents")).Is(200);
        shown["decides"].GetProperty("guardians").Items().ShouldHaveSingleItem().Of("guardianId").ShouldBe(mother.ToString());
        shown.Text.ShouldNotContain("何拟妈");

        var adult = await Entered(secretary, "何试成");
        (await By(mother, adult)).Is(403).Code.ShouldBe("residents.consent-by-themself");
        (await By(null, adult)).Is(200);
    }

    [Fact]
    public async Task What_shows_it_is_needed_to_give_and_not_to_withdraw_and_the_history_tells_of_both()
    {
        var (secretary, grid) = (await quarter.As(Role.Secretary), await quarter.As(Role.GridChief));
        var person = await Entered(secretary, "何试据");
        (await Say(secretary, person, new { answer = "given", uses = new[] { "health-care" } }))
            .Is(409)
            .Code.ShouldBe("residents.consent-no-proof");
        (await Say(secretary, person, new { answer = "given", uses = Array.Empty<string>() })).Is(400);
        await Said(secretary, person, "given");
        (await Say(secretary, person, new { answer = "withdrawn", uses = new[] { "health-care" } })).Is(200);
        var told = (await secretary.Get($"{Here}/residents/{person}/history")).Is(200)["items"].Items().Skip(1).ToList();
        told.Select(one => one.Of("what")).ShouldBe(["residents.consent-given.v1", "residents.consent-withdrawn.v1"]);
        told[0].GetProperty("consent").Of("witness").ShouldBe("邻居何拟人在场");
        (await grid.Get($"{Here}/residents/{person}/consents")).Is(403);
        (await Say(grid, person, new { answer = "withdrawn", uses = new[] { "health-care" } })).Is(403);
        // The flag of a record is no way around it.
        (await secretary.Post($"{Here}/residents/{person}/correct", new { was = new { }, now = new { consent = true } })).Is(400);
    }

    [Fact]
    public async Task A_term_that_ends_soon_is_asked_again_and_found_by_its_filter()
    {
        var secretary = await quarter.As(Role.Secretary);
        var person = await Entered(secretary, "何试期");
        var today = Shanghai.Day(TimeProvider.System.GetUtcNow());
        (
            await Say(
                secretary,
                person,
                new
                {
                    answer = "given",
                    uses = new[] { "health-care" },
                    witness = "何拟人",
                    until = today.AddDays(20),
                }
            )
        ).Is(200);
        var found = (await secretary.Post($"/api/divisions/{QuarterRegisters.Here}/residents/find", new { ask = true })).Is(200);
        found["items"].Items().Select(one => one.GetProperty("person").Of("personId")).ShouldContain(one => one == person.ToString());
        found["facets"].GetProperty("ask").GetInt32().ShouldBe(found["count"].GetInt32());
        (await secretary.Get($"{Here}/residents/{person}/consents")).Is(200)["askAgain"].GetBoolean().ShouldBeTrue();
    }
}
