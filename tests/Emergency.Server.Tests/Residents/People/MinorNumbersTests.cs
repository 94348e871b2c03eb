using System.Text.RegularExpressions;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.People;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Tests.Fixtures;
using Emergency.Testing;
using Microsoft.AspNetCore.Routing;

namespace Emergency.Server.Tests.People;

/// <summary>
/// Every number of a child and of its guardians × every route × every role: shown by an approval, or to the visitor on the day of the
/// visit. All persons are fictitious.
/// </summary>
public sealed partial class MinorNumbersTests(Borough borough)
{
    private const string Code = Borough.Distant;
    private static readonly DateOnly Today = Shanghai.Day(TimeProvider.System.GetUtcNow());

    /// <summary>The child's own number, the guardian's and the carer's: each child's are unique, for others here are due.</summary>
    private static (string Own, string Guarding, string Caring) NumbersOf(string name) =>
        ($"13700{name}110", $"13700{name}111", $"13700{name}112");

    private static string[] All(string name) => NumbersOf(name) is var (own, guarding, caring) ? [own, guarding, caring] : [];

    private Task<Resident> Director() => borough.As(Role.ChildDirector, Code);

    private Task<Resident> Secretary() => borough.As(Role.Secretary, Code);

    /// <summary>A child with a guardian and a carer, visited and checked today: neither is due.</summary>
    private async Task<PersonId> Child(string name)
    {
        var (child, secretary, director) = (BoroughRegisters.Someone($"numbered-{name}"), await Secretary(), await Director());
        var contact = await borough.Seal(
            child.Value,
            new PersonContact("方拟童", "女", [NumbersOf(name).Own], null, "3号楼", "1单元", 2, name, null)
        );
        var sensitive = await borough.Seal(
            child.Value,
            new PersonSensitive(["left-behind-minor"], Today.AddYears(-8), null, [], null, null, null, false, true, null, null)
        );
        await borough.Do(
            Entities.Residents(Borough.Realm, Code),
            new RecordPersons([new(child, null, "G1", contact, sensitive)], null, TimeProvider.System.GetUtcNow())
        );
        foreach (var (role, phone) in ((string, string)[])[("监护人", NumbersOf(name).Guarding), ("委托照护人", NumbersOf(name).Caring)])
            await Stand(secretary, child, role, phone);
        (await secretary.Post($"/api/communities/{Code}/visits/plan", new { })).Is(200);
        await Until.True(() => Visit(child) is not null && Check(child) is { Next: not null }, "visit and check are planned");
        (await director.Post(Path(child, "visits", "/make"), new { means = "door" })).Is(200);
        string[][] answers =
        [
            ["body", "good"],
            ["watched", "good"],
            ["money", "comes"],
            ["parents", "weekly"],
            ["school", "attends"],
            ["home", "safe"],
        ];
        (
            await director.Post(
                Path(child, "entrustments", "/check"),
                new { judgement = "good", answers = answers.Select(one => new { fact = one[0], answer = one[1] }) }
            )
        ).Is(200);
        await Until.True(() => Visit(child) is { } visit && !visit.IsDue(Today) && !Check(child)!.IsDue(Today), "neither is due");
        return child;
    }

    private static async Task Stand(Resident secretary, PersonId child, string role, string phone)
    {
        var guardian = new
        {
            role,
            name = "方拟亲",
            relation = "祖父",
            phones = new[] { phone },
            from = Today.AddDays(-60),
            to = Today.AddDays(74),
        };
        (await secretary.Post($"/api/communities/{Code}/residents/{child}/guardians", new { guardian })).Is(200);
    }

    private VisitKnown? Visit(PersonId child) => borough.Folding.Now.Of<VisitsKnown>().Find(Code, child);

    private EntrustmentKnown? Check(PersonId child) => borough.Folding.Now.Of<EntrustmentsKnown>().Find(Code, child);

    private static string Path(PersonId child, string room, string act = "") => $"/api/communities/{Code}/{room}/{child}{act}";

    /// <summary>Every GET address, filled in with the child and its home, and the wider forms of the lists.</summary>
    private IEnumerable<string> Addresses(PersonId child)
    {
        var routes = borough
            .Service<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET", StringComparer.Ordinal) == true)
            .Select(route => "/" + route.RoutePattern.RawText!.Trim('/'))
            .Where(path => path.StartsWith("/api/", StringComparison.Ordinal) && !path.EndsWith("/export", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        routes.Count.ShouldBeGreaterThan(100);
        foreach (var route in routes)
        foreach (var code in (string[])[Code, Borough.OtherStreet, Borough.County])
        {
            var path = Named()
                .Replace(
                    route,
                    part =>
                        part.Groups["name"].Value is "personId" or "childId" ? child.ToString()
                        : part.Groups["name"].Value == "code" ? code
                        : part.Value
                );
            if (!path.Contains('{', StringComparison.Ordinal))
                yield return path;
            if (!route.Contains("{code}", StringComparison.Ordinal))
                break;
        }
        yield return "/api/visits/mine?ahead=31";
        yield return "/api/visits/mine?ahead=31&all=true";
    }

    [Fact]
    public async Task No_route_tells_any_role_a_number_of_a_child_whose_visit_is_not_due()
    {
        var child = await Child("201");
        var told = new List<string>();
        var (addresses, read) = (Addresses(child).Distinct(StringComparer.Ordinal).ToList(), 0);
        foreach (var role in Enum.GetValues<Role>())
        foreach (var division in (string[])[Code, Borough.OtherStreet, Borough.County])
        {
            var who = await borough.As(role, division);
            foreach (var address in addresses)
            {
                var answer = await who.Get(address);
                read += answer.Status == 200 ? 1 : 0;
                if (Array.Exists(All("201"), number => answer.Text.Contains(number, StringComparison.Ordinal)))
                    told.Add($"{role} of {division}: {address}");
            }
        }
        told.ShouldBeEmpty();
        read.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task On_its_day_the_visit_opens_them_to_whose_it_is_alone_and_it_is_recorded_why()
    {
        var (child, secretary, director) = (await Child("202"), await Secretary(), await Director());
        (await director.Get(Path(child, "visits"))).Is(200)["visit"].GetProperty("withheld").GetBoolean().ShouldBeTrue();
        var extra = (await secretary.Post(Path(child, "visits", "/extra"), new { trigger = "by-hand" })).Is(200);
        var card = (await director.Get(Path(child, "visits"), extra)).Is(200);
        card["visit"].GetProperty("withheld").GetBoolean().ShouldBeFalse();
        Array.TrueForAll(All("202"), number => card.Text.Contains(number, StringComparison.Ordinal)).ShouldBeTrue(card.Text);
        (await director.Get("/api/visits/mine")).Is(200).Text.ShouldContain(NumbersOf("202").Guarding);
        foreach (
            var other in new[]
            {
                secretary,
                await borough.As(Role.StreetOfficer, Borough.OtherStreet),
                await borough.As(Role.GridChief, Code, grid: "G1"),
            }
        )
        foreach (var address in (string[])[Path(child, "visits"), Path(child, "entrustments"), "/api/visits/mine?all=true"])
            All("202")
                .ShouldAllBe(
                    number => !other.Get(address).Result.Text.Contains(number, StringComparison.Ordinal),
                    $"{other.Account}: {address}"
                );
        var record = await Record(card["accessId"].GetString()!);
        (record.Approval, record.Code, record.Purpose).ShouldBe(("visit", ReasonCode.Visit, AccessPurpose.Register));
    }

    [Fact]
    public async Task A_check_that_is_due_opens_them_to_the_child_director_and_is_recorded_as_the_reading_of_a_minor()
    {
        var (child, director) = (await Child("203"), await Director());
        var before = (await director.Get(Path(child, "entrustments"))).Is(200);
        before["withheld"].GetBoolean().ShouldBeTrue();
        (await Record(before["accessId"].GetString()!)).Approval.ShouldBeNull();
        var asked = (await director.Post(Path(child, "entrustments", "/ask"), new { why = "邻居说的" })).Is(200);
        await Until.True(() => Check(child)!.IsDue(Today), "a check is due");
        var card = (await director.Get(Path(child, "entrustments"), asked)).Is(200);
        card.Text.ShouldContain(NumbersOf("203").Caring);
        (await Record(card["accessId"].GetString()!)).Approval.ShouldBe("visit");
        (await (await Secretary()).Get(Path(child, "entrustments"))).Is(200).Text.ShouldNotContain(NumbersOf("203").Caring);
    }

    [Fact]
    public async Task Nobody_opens_one_child_after_the_other_in_an_emergency_that_nobody_has_found_right()
    {
        var (child, secretary) = (await Child("204"), await borough.As(Role.Secretary, Code, new MemberId(Guid.CreateVersion7())));
        var danger = new { reason = "孩子发烧抽搐，要找家长", emergency = true };
        for (var n = 0; n < 5; n++)
            (await secretary.Post(Path(child, "residents", "/reveal"), danger)).Is(200);
        var refused = (await secretary.Post(Path(child, "residents", "/reveal"), danger)).Is(403);
        (refused.Code, refused.Text.Contains(NumbersOf("204").Caring, StringComparison.Ordinal)).ShouldBe(("sight.too-many", false));
        var street = await borough.As(Role.StreetOfficer, Borough.OtherStreet);
        var waiting = (await street.Get("/api/confirmations"))
            .Is(200)["waiting"]
            .EnumerateArray()
            .First(one => one.GetProperty("kind").GetString() == "emergency-sight");
        (await street.Post($"/api/confirmations/{waiting.GetProperty("id").GetString()}/confirm")).Is(200);
        (await secretary.Post(Path(child, "residents", "/reveal"), danger)).Is(200);
    }

    private async Task<AccessRecorded> Record(string access)
    {
        await foreach (
            var happened in borough.Feed.Stream(
                Entities.Audit(Borough.Realm, Today, Borough.County),
                await borough.Feed.Head(CancellationToken.None),
                CancellationToken.None
            )
        )
            if (happened.Event is AccessRecorded record && record.Access.ToString() == access)
                return record;
        throw new InvalidOperationException(access);
    }

    [GeneratedRegex("""\{(?<name>[A-Za-z]+)(?::[^}]*)?\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
